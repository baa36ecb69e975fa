using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>
/// The control groups of a process, which hardly ever change, although another process can move it at any time. Read when the process is new, in the next sample in which
/// it ran, after an exec or a rename, and at every refresh. A pass over the tasks shows at once whether it was moved.
/// </summary>
internal struct CgroupSampler
{
    private long _readIn;
    private bool _isYoung;
    private CgroupSet? _set;

    internal ReadStatus Status { get; private set; }

    /// <summary>The last groups read. Null before the first read.</summary>
    internal ProcessCgroups? Groups { get; private set; }

    /// <summary>Number of the sample in which the groups last changed; 0 until then.</summary>
    internal long ChangedIn { get; private set; }

    /// <param name="directory">Its directory below /proc.</param>
    /// <param name="stat">Its stat of this sample.</param>
    /// <param name="changedIn">Number of the sample in which its program last changed; 0 for never.</param>
    /// <param name="hasRun">Whether it may have run since the previous sample.</param>
    /// <param name="set">The set of its groups, by a pass over the tasks. Null if unknown.</param>
    /// <param name="context">That of its watch.</param>
    internal void Sample(ref ProcDirectory directory, in ProcStat stat, long changedIn, bool hasRun, CgroupSet? set, SamplingContext context)
    {
        if (_readIn == context.SampleNumber || (!context.IsExact && IsSame(stat.Id, changedIn, hasRun, set, context)))
        {
            if (set == _set && set is { } current) context.Cgroups.Note(current, context.SampleNumber);
            return;
        }

        _isYoung = Status == ReadStatus.NotRead;
        _readIn = context.SampleNumber;
        _set = set;
        ProcessCgroups? groups = set is { } shared ? context.Cgroups.Find(shared, context.SampleNumber) : null;
        Accept(groups is not null ? ReadStatus.Ok : context.Cgroups.Read(ref directory, set, context, out groups), groups, context.SampleNumber);
    }

    /// <summary>Accepts what is known without the file, or what a recording has.</summary>
    internal void Accept(ReadStatus status, ProcessCgroups? groups, long sample)
    {
        Status = status;
        if (groups is null || ReferenceEquals(groups, Groups)) return;
        if (Groups is not null && !groups.Bytes.AsSpan().SequenceEqual(Groups.Bytes)) ChangedIn = sample;
        Groups = groups;
    }

    private readonly bool IsSame(int id, long changedIn, bool hasRun, CgroupSet? set, SamplingContext context)
    {
        if (Status is not (ReadStatus.Ok or ReadStatus.Denied)) return false;
        if (set is not null) return set == _set;
        return changedIn <= _readIn && !(hasRun && _isYoung) && !context.IsRefreshDue(id);
    }
}
