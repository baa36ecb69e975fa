using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>
/// User and group ids, without the rest of status. A process changes its own ids, mostly between fork and exec or soon after. Read when the
/// process is new, in the next sample in which it ran, after an exec or a rename, and at every refresh.
/// </summary>
internal struct UserSampler
{
    private long _readIn;
    private bool _isYoung;

    internal ReadStatus Status { get; private set; }

    /// <summary>The last ids read. Null before the first read.</summary>
    internal ProcessUser? User { get; private set; }

    /// <summary>The number of the sample in which an id last changed; 0 until then.</summary>
    internal long ChangedIn { get; private set; }

    /// <param name="directory">Its directory below /proc.</param>
    /// <param name="stat">Its stat of this sample.</param>
    /// <param name="changedIn">Number of the sample in which its program last changed; 0 for never.</param>
    /// <param name="hasRun">Whether it may have run since the previous sample.</param>
    /// <param name="context">That of its watch.</param>
    internal void Sample(ref ProcDirectory directory, in ProcStat stat, long changedIn, bool hasRun, SamplingContext context)
    {
        bool isSame = Status is ReadStatus.Ok or ReadStatus.Denied && changedIn <= _readIn;
        if (isSame && !(hasRun && (_isYoung || context.IsRefreshDue(stat.Id)))) return;
        _isYoung = Status == ReadStatus.NotRead;
        _readIn = context.SampleNumber;

        KeptFile file = default;
        Status = file.Read(ref directory, ProcStatus.FileName, context.Budget, context.Buffer, out int length);
        file.Close(context.Budget);
        if (Status != ReadStatus.Ok) return;
        if (!ProcStatus.TryParse(context.Buffer.First(length), out ProcStatus status))
        {
            Status = ReadStatus.Malformed;
            return;
        }

        Span<long?> ids = stackalloc long?[ProcessIds.Count];
        for (int i = 0; i < ids.Length; i++) ids[i] = status[StatusField.Uid + i];
        Accept(ids, context);
    }

    /// <summary>Accepts ids that were read without the file.</summary>
    internal void Accept(in ProcessIds read, SamplingContext context)
    {
        Span<long?> ids = stackalloc long?[ProcessIds.Count];
        for (int i = 0; i < ids.Length; i++) ids[i] = read[i];
        Status = ReadStatus.Ok;
        Accept(ids, context);
    }

    /// <summary>Accepts the real user of a process of which nothing else is known.</summary>
    internal void Accept(uint user, long sample, ProcessUser? like)
    {
        Span<long?> ids = stackalloc long?[ProcessIds.Count];
        ids.Clear();
        ids[0] = user;
        Status = ReadStatus.Ok;
        Accept(ids, sample, like);
    }

    /// <summary>Accepts what a recording has.</summary>
    internal void Restore(ReadStatus status, ProcessUser? user, long sample)
    {
        Status = status;
        if (ReferenceEquals(user, User)) return;
        if (User is not null) ChangedIn = sample;
        User = user;
    }

    private void Accept(ReadOnlySpan<long?> ids, SamplingContext context)
    {
        Accept(ids, context.SampleNumber, context.LastUser);
        context.LastUser = User;
    }

    private void Accept(ReadOnlySpan<long?> ids, long sample, ProcessUser? like)
    {
        if (User?.IsOf(ids) == true) return;
        if (User is not null) ChangedIn = sample;
        User = like?.IsOf(ids) == true ? like : new ProcessUser(ids);
    }
}

/// <summary>The user and group ids of a process, in the order of status. Immutable; samples share it until an id changes.</summary>
internal sealed class ProcessUser(ReadOnlySpan<long?> ids)
{
    private readonly long?[] _ids = ids.ToArray();

    /// <summary>Null if the line is missing, or the field is not an identifier.</summary>
    internal long? this[StatusField field] => _ids.ElementAtOrDefault(field - StatusField.Uid);

    internal bool IsOf(ReadOnlySpan<long?> ids) => ids.SequenceEqual(_ids);
}
