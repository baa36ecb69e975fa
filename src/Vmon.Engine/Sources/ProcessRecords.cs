using Vmon.Kernel.Events;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources.Processes;

namespace Vmon.Sources;

/// <summary>What a source has read of one process or thread: the last two records of each file, and when they were read.</summary>
/// <param name="id">PID, or TID of a thread.</param>
/// <param name="process">The records of the process whose thread it is; null for a process.</param>
internal sealed class ProcessRecords(int id, ProcessRecords? process = null) : IGuardedCaller
{
    internal SampledFile<ProcStat> Stat;
    internal SampledFile<ProcStatm> Memory;
    internal SampledFile<ProcIo> Io;
    internal Reading<TaskCounters> Counters;
    internal CommandSampler Command = new();
    internal UserSampler User;
    internal CgroupSampler Cgroup;
    internal ChildrenSampler Children;
    internal Activity Activity;
    internal HeldExit Exit;

    private static readonly TimeSpan LongestFork = TimeSpan.FromMilliseconds(100);

    private bool _areTraitsKnown;
    private string? _name;
    private long? _execs;
    private long _executedIn;
    private ProcessCommand? _nameCommand;

    internal int Id { get; } = id;

    internal ProcessRecords? Process { get; } = process;

    internal bool IsThread => Process is not null;

    /// <summary>What else a pass over the tasks has. Null if unknown.</summary>
    internal TaskTraits? Traits
    {
        get => _areTraitsKnown ? LastTraits : null;
        set
        {
            _areTraitsKnown = value is not null;
            LastTraits = value ?? LastTraits;
        }
    }

    /// <summary>The last traits that were known. A pass that lacks a process for once does not make another object of the same values.</summary>
    internal TaskTraits? LastTraits { get; private set; }

    /// <summary>Data sets beyond the default. Null if none are requested.</summary>
    internal ProcessDetails? Details { get; set; }

    internal ProcessIdentity Identity => new(Id, Stat.Reading.Current.StartTime);

    internal int ParentId => Stat.Reading.Current.ParentId;

    /// <summary>Start time of the requested process. Null to accept any process with the PID.</summary>
    internal long? ExpectedStart { get; set; }

    /// <summary>Number of the sample that first read it; 0 until then.</summary>
    internal long FirstReadIn { get; private set; }

    /// <summary>Number of the sample that last read its data sets.</summary>
    internal long DataSetsReadIn { get; set; }

    /// <summary>Number of the sample that last read io, and not the pass over all tasks.</summary>
    internal long IoReadIn { get; set; }

    /// <summary>Number of the sample in which its name last changed; 0 for never.</summary>
    internal long RenamedIn { get; private set; }

    /// <summary>Number of the sample in which it was last renamed or executed a program; 0 for never.</summary>
    internal long ProgramChangedIn => Math.Max(RenamedIn, _executedIn);

    /// <summary>Number of the last sample in which it had not run, so that its source read nothing.</summary>
    internal long RestedIn => Activity.RestedIn;

    /// <summary>Monotonic time of the last reading.</summary>
    internal long Timestamp { get; private set; }

    /// <summary>Position of the last reading, of its files the first, in the order of all that is read and found.</summary>
    internal long ReadOrder { get; private set; }

    /// <summary>Length of the sample's interval. Null if the process has no reading from its beginning and did not start in it.</summary>
    internal TimeSpan? Interval { get; private set; }

    /// <summary>The stat records, for a sample that keeps them. Shared fields of a thread are copied from its process, because a resting thread is not read.</summary>
    internal RecordPair<ProcStat> ShareStat()
    {
        if (Process is null) return Stat.Reading.Share();
        ref readonly Reading<ProcStat> shared = ref Process.Stat.Reading;
        ProcStat now = Stat.Reading.Current;
        ProcStat then = Stat.Reading.Previous;
        now.TakeShared(shared.Current);
        then.TakeShared(shared.IsPaired ? shared.Previous : shared.Current);
        return Stat.Reading.Pair.With(now).Since(then);
    }

    /// <summary>The kernel's name, or the longer one in the command line.</summary>
    internal string Name
    {
        get
        {
            if (_name is not null && _nameCommand == Command.Command) return _name;
            ref readonly Comm comm = ref Stat.Reading.Current.Comm;
            _nameCommand = Command.Command;
            return _name = IsNameCut ? LongName.Of(comm.Bytes, _nameCommand.CommandLineBytes) : ProcText.Decode(comm.Bytes);
        }
    }

    /// <summary>Whether its name fills the kernel's 15 bytes, so that it may be longer.</summary>
    internal bool IsNameCut => !IsThread && LongName.IsPossible(Stat.Reading.Current.Comm.Bytes);

    /// <summary>The data sets that the kernel denied at the last read.</summary>
    internal ProcessDataSets Denied =>
        When(Memory.Reading.Status, ProcessDataSets.Memory)
        | When(Io.Reading.Status, ProcessDataSets.IO)
        | When(Command.Command.PathStatus, ProcessDataSets.Command)
        | When(Command.Command.ArgumentsStatus, ProcessDataSets.Command)
        | When(User.Status, ProcessDataSets.User)
        | When(Cgroup.Status, ProcessDataSets.Cgroup)
        | (Details?.Denied ?? ProcessDataSets.None);

    int IGuardedCaller.Accept(ReadStatus status, ReadOnlySpan<byte> content) => Command.Accept(status, content);

    /// <summary>Accepts a reading of stat: verifies the process, pairs the record with the previous one, and dates it.</summary>
    /// <param name="status">Result of the reading.</param>
    /// <param name="stat">The record.</param>
    /// <param name="order">Position of the reading in the order of all that is read and found.</param>
    /// <param name="uptime">Time from boot to the reading, which the first reading of a process needs. Null if unknown.</param>
    /// <param name="sample">The sample under way.</param>
    /// <param name="host">The sampled host.</param>
    /// <returns>The status, but Gone if another process reuses the PID. The last values are kept then.</returns>
    internal ReadStatus Accept(ReadStatus status, in ProcStat stat, long order, TimeSpan? uptime, SampleState sample, SampledHost host)
    {
        bool isFirst = FirstReadIn == 0;
        long? start = isFirst ? ExpectedStart : Identity.StartTicks;
        if (status == ReadStatus.Ok && start is not null && stat.StartTime != start) return ReadStatus.Gone;
        if (status == ReadStatus.Gone) return status;
        if (status != ReadStatus.Ok)
        {
            Fail(status, sample.Number);
            return status;
        }

        if (isFirst) FirstReadIn = sample.Number;
        else NoteProgram(stat, sample.Number);
        Stat.Accept(status, stat);
        bool hasInterval = isFirst ? IsBornInInterval(uptime, sample, host.Machine) : Stat.Reading.IsPaired;
        NoteTime(host.Clock.Time.GetTimestamp(), order, hasInterval ? sample.Interval : null);
        if (IsBorn(sample)) Stat.Reading.BeginAtBirth();
        return status;
    }

    /// <summary>Whether the process started in the interval of the sample, so that all its counters began at zero in it.</summary>
    internal bool IsBorn(SampleState sample) => FirstReadIn == sample.Number && Interval is not null;

    /// <summary>Accepts a stat record that was read again in the same sample.</summary>
    internal void Replace(in ProcStat stat, long sample, long order)
    {
        NoteProgram(stat, sample);
        if (Stat.Reading.IsPaired && stat.Comm.Equals(Stat.Reading.Previous.Comm)) RenamedIn = 0; // it had another name in between
        Stat.Reading.Correct(stat);
        Activity.NoteReread();
        ReadOrder = order;
    }

    /// <summary>Accepts the last figures of a process that exited after it was read, or since the previous sample.</summary>
    internal void Conclude(ExitRecord exit, SampleState sample)
    {
        ProcStat stat = Stat.Reading.Current;
        ProcIo io = Io.Reading.Current;
        exit.AddTo(ref stat);
        bool hasIo = (Io.Reading.IsKnown || Io.Reading.IsCutOff) && exit.Fields.HasFlag(EventFields.Io);
        if (hasIo) io.Counters = exit.Usage.Io;
        if (exit.Traffic is { } traffic) Details?.Network.Conclude(traffic, isNext: ReadOrder < sample.FirstOrder);
        bool isRead = ReadOrder >= sample.FirstOrder;
        Stat.Reading.Conclude(stat, isRead);
        if (hasIo) Io.Reading.Conclude(io, isRead);
        if (isRead) return;
        NoteTime(Timestamp, sample.NextOrder(), Stat.Reading.IsPaired ? sample.Interval : null);
    }

    /// <summary>Accepts all that is known of a process that started and exited between two samples.</summary>
    /// <param name="exit">Its exit.</param>
    /// <param name="program">The program that it executed last. Null if none, and it has that of its parent.</param>
    /// <param name="parent">The records of its parent. Null if unknown.</param>
    /// <param name="groups">Its control groups. Null if unknown.</param>
    /// <param name="like">Users of another process, which it shares if they are the same. Null if there is none.</param>
    /// <param name="sample">The sample under way.</param>
    /// <param name="host">The sampled host.</param>
    internal void AcceptWhole(ExitRecord exit, ExecRecord? program, ProcessRecords? parent, ProcessCgroups? groups, ProcessUser? like, SampleState sample, SampledHost host)
    {
        FirstReadIn = DataSetsReadIn = sample.Number;
        exit.ToStat(out ProcStat stat);
        if (exit.Name is null && program is null && parent is not null) stat.Comm = parent.Stat.Reading.Current.Comm;
        Stat.Reading.Advance(stat);
        if (exit.Fields.HasFlag(EventFields.Io)) Io.Reading.Advance(new ProcIo { Counters = exit.Usage.Io });
        Command.Command = program is not null ? ProcessCommand.Of(program.Path, program.Command, program.IsCommandCut) : parent?.Command.Command ?? ProcessCommand.Unknown;
        if (exit.User is { } user) User.Accept(user, sample.Number, like);
        if (groups is not null) Cgroup.Accept(ReadStatus.Ok, groups, sample.Number);
        if (exit.Traffic is { } traffic)
        {
            Details = new ProcessDetails(ProcessDataSets.Network);
            Details.Network.Traffic.Advance(traffic);
        }

        NoteTime(host.Clock.Time.GetTimestamp(), sample.NextOrder(), sample.Interval);
        if (Interval is null) return;
        Stat.Reading.BeginAtBirth();
        Io.Reading.BeginAtBirth();
        Details?.BeginAtBirth();
    }

    /// <summary>Begins records that come from a recording.</summary>
    internal void BeginRecorded(long sample) => FirstReadIn = DataSetsReadIn = sample;

    /// <summary>Accepts the name that a recording has, before the numbers of stat.</summary>
    internal void AcceptName(in Comm name, long sample)
    {
        if (name.Equals(Stat.Reading.Current.Comm)) return;
        ProcStat stat = Stat.Reading.Current;
        stat.Comm = name;
        Stat.Reading.Correct(stat);
        if (FirstReadIn == sample) _name = null;
        else Rename(sample);
    }

    /// <summary>Records the time of a reading, and the interval that it ends.</summary>
    internal void NoteTime(long timestamp, long order, TimeSpan? interval)
    {
        Timestamp = timestamp;
        ReadOrder = order;
        Interval = interval;
    }

    /// <summary>Nothing can have changed since the previous sample.</summary>
    internal void Rest()
    {
        Stat.Reading.Rest();
        Memory.Reading.Rest();
        Io.Reading.Rest();
        Counters.Rest();
        Details?.Rest();
    }

    /// <summary>Keeps the last values, and clears those of an interval.</summary>
    internal void Freeze()
    {
        Interval = null;
        Stat.Reading.Freeze();
        Memory.Reading.Freeze();
        Io.Reading.Freeze();
        Counters.Freeze();
        Details?.Freeze();
    }

    /// <summary>Forgets the data sets that are not among these: a value that is no longer read must not be shown, or be paired with a later reading.</summary>
    internal void Forget(ProcessDataSets read, DescriptorBudget budget)
    {
        if ((read & ProcessDataSets.Memory) == 0) Memory.Forget(budget);
        if ((read & ProcessDataSets.IO) == 0) Io.Forget(budget);
        if ((read & ProcessDataSets.User) == 0) User = default;
        if ((read & ProcessDataSets.Cgroup) == 0) Cgroup = default;
        if (Details is null || (Details.DataSets & ~read) == 0) return;
        Details.Close(budget);
        Details = null;
    }

    /// <summary>Adds its files that are too large or not in the expected format, with paths relative to /proc.</summary>
    internal UnreadFiles AddUnread(UnreadFiles unread)
    {
        Add(Stat.Reading.Status, "stat");
        Add(Memory.Reading.Status, "statm");
        Add(Io.Reading.Status, "io");
        Add(Command.Command.ArgumentsStatus, "cmdline");
        Add(Cgroup.Status, "cgroup");
        if (Details is not { } details) return unread;
        Add(details.Status.Reading.Status, "status");
        Add(details.WaitChannel.Status, "wchan");
        Add(details.Pss.Reading.Status, "smaps_rollup");
        Add(details.SchedStat.Reading.Status, "schedstat");
        Add(details.OomScore.Reading.Status, "oom_score");
        Add(details.OomAdjustment.Reading.Status, "oom_score_adj");
        return unread;

        void Add(ReadStatus status, string file)
        {
            if (status is not (ReadStatus.TooLarge or ReadStatus.Malformed)) return;
            unread = unread.With(Process is null ? $"{Id}/{file}" : $"{Process.Id}/task/{Id}/{file}", status == ReadStatus.TooLarge);
        }
    }

    internal void Close(DescriptorBudget budget)
    {
        Activity.Close(budget);
        Children.Close(budget);
        Exit.Close(budget);
        CloseFiles(budget);
    }

    /// <summary>Closes all files except schedstat and the lists of children.</summary>
    internal void CloseFiles(DescriptorBudget budget)
    {
        Stat.Close(budget);
        Memory.Close(budget);
        Io.Close(budget);
        Details?.Close(budget);
    }

    // Without stat the process of the other files is unknown: they are not read, and previous values do not belong to this sample.
    private void Fail(ReadStatus status, long sample)
    {
        Stat.Accept(status, default);
        if (FirstReadIn == 0) return;
        Interval = null;
        DataSetsReadIn = sample;
        Memory.Reading.Fail(ReadStatus.NotRead);
        Io.Reading.Fail(ReadStatus.NotRead);
        Counters.Fail(ReadStatus.NotRead);
    }

    // A start time is rounded down to a tick, and a process is visible only after it: later still if its parent has to wait for a CPU while it forks.
    private bool IsBornInInterval(TimeSpan? uptime, SampleState sample, SampledMachine machine)
    {
        TimeSpan birth = machine.FromTicks(Identity.StartTicks);
        TimeSpan unseen = ExpectedStart is null ? LongestFork : machine.FromTicks(1);
        return birth + unseen > sample.PreviousUptime && uptime > birth;
    }

    // An exec moves the start of the stack, which is random.
    private void NoteProgram(in ProcStat next, long sample)
    {
        ref readonly ProcStat last = ref Stat.Reading.Current;
        if (next.StackStart != last.StackStart) _executedIn = sample;
        if (next.Comm.Equals(last.Comm)) return;
        Rename(sample);
    }

    private void Rename(long sample)
    {
        RenamedIn = sample;
        _name = null;
    }

    /// <summary>Records an exec that the kernel counted.</summary>
    internal void NoteExec(long count, long sample)
    {
        if (_execs is not null && _execs != count) _executedIn = sample;
        _execs = count;
    }

    private static ProcessDataSets When(ReadStatus status, ProcessDataSets dataSet) => status == ReadStatus.Denied ? dataSet : ProcessDataSets.None;
}
