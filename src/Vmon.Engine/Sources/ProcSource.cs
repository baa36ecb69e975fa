using Vmon.Kernel.Events;
using Vmon.Kernel;
using Vmon.Native;
using Vmon.Parsing.Machine;
using Vmon.Parsing.Network;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources.Files;
using Vmon.Sources.Network;
using Vmon.Sources.Processes;

namespace Vmon.Sources;

/// <summary>The processes of a /proc, live or captured.</summary>
internal class ProcSource(SamplingContext context) : IProcessSource
{
    private readonly DataSetReader _dataSets = new(context);
    private ProcStat _passed;
    private EventSubscription? _events;
    private long _lost;
    private long _endedSample;
    private bool _reportedAllExits;
    private long _shortages;
    private bool? _countsDescriptors;
    private bool _recountsCommands;
    private bool _recountsFiles;

    public SampledHost Host => context.Host;

    public SampleState State => context.State;

    private protected SamplingContext Context => context;

    public virtual void Begin(CancellationToken cancellation)
    {
        _shortages = ReadStatuses.Shortages;
        TimeSpan? uptime = context.Uptime;
        if (State.Number == 0) context.Traffic.Events = _events = context.Events?.TrySubscribe(wantsStarts: false);
        State.Begin(uptime, cancellation);
        if (State.Number % SamplingContext.RefreshEvery == 1) context.Delays.Refresh(context.Root, context.Buffer);
        Host.Captured = context.Root.IsLive ? null : uptime;
    }

    public virtual bool TryPass(int expected, out ReadOnlySpan<TaskRun> tasks)
    {
        tasks = default;
        return false;
    }

    public virtual void Tally(ProcessRecords process, in TaskRun task)
    {
    }

    public virtual void NoteSpared(int files)
    {
    }

    public bool WantsStarts
    {
        set => _events?.WantsStarts = value;
    }

    public EventSource? EventSource => _events?.Source;

    public long LostEvents => _events?.Lost ?? 0;

    public NetworkSource? NetworkSource => context.Traffic.Source;

    public long LostTraffic => context.Traffic.Lost;

    public bool ReportsAllExits => _endedSample == State.Number ? _reportedAllExits : LostNoEvent;

    public void TakeEvents(List<ProcessRecord> events) => _events?.Drain(events);

    // The number of threads, which is not less.
    public int EstimateProcesses() =>
        context.Root.Read("loadavg\0"u8, context.Buffer, out int length) == ReadStatus.Ok
        && LoadAverage.TryParse(context.Buffer.First(length), out LoadAverage load) ? load.Threads ?? 0 : 0;

    public ReadStatus ListProcesses(List<int> pids)
    {
        pids.Clear();
        ReadStatus status = context.Root.Open(".\0"u8, isDirectory: true, out int descriptor);
        if (status == ReadStatus.Ok) status = NumberedEntries.List(descriptor, context.Buffer, pids);
        if (!context.Root.IsLive) pids.Sort(); // procfs lists in order, a copy in any
        return status;
    }

    public ReadStatus ListChildren(ProcessRecords process, List<int> pids)
    {
        ProcDirectory directory = Open(process);
        ReadStatus status = process.Children.Sample(ref directory, process.Stat.Reading.Current, context, pids);
        directory.Dispose();
        return status;
    }

    public ReadStatus ListChildrenOf(ProcessRecords process, int tid, List<int> pids)
    {
        Span<byte> path = stackalloc byte[ProcPath.Longest];
        ProcPath.OfChildren(tid, path);
        ProcDirectory directory = Open(process);
        ReadStatus status = directory.Read(path, context.Buffer, out int length);
        directory.Dispose();
        if (status == ReadStatus.Ok) _ = ChildList.TryParse(context.Buffer.First(length), pids);
        return status;
    }

    public ReadStatus ListThreads(ProcessRecords process, List<int> tids)
    {
        ProcDirectory directory = Open(process);
        ReadStatus status = directory.ListNumbers("task\0"u8, context.Buffer, tids);
        directory.Dispose();
        return status;
    }

    public ReadStatus Read(ProcessRecords process, ProcessDataSets? asked)
    {
        long order = NextOrder();
        ProcDirectory directory = Open(process);
        try
        {
            bool isFirst = process.FirstReadIn == 0;
            bool hasRun = isFirst || HasRun(process, ref directory) || HasTraffic(process, asked);
            if (!hasRun && !context.IsRestOver(process.Id) && process.Activity.MayRest(asked, context))
            {
                Rest(process, order);
                return ReadStatus.Ok;
            }

            bool isPassed = TryTakePass(process, ref directory, hasRun, out _passed);
            ReadStatus status = isPassed ? AcceptPass(process, order) : ReadStat(process, ref directory, order);
            if (status == ReadStatus.Ok && asked is not null) _dataSets.Read(process, ref directory, asked.Value, hasRun, SetsOf(process));
            if (isFirst && status == ReadStatus.Ok && asked is not null) Hold(process);
            NoteRead(process, status, asked);
            return status;
        }
        finally
        {
            directory.Dispose();
        }
    }

    public void Require(ProcessRecords process) => process.Activity.MustBeRead = true;

    public void ReadDataSets(ProcessRecords process, ProcessDataSets asked)
    {
        if (process.DataSetsReadIn == State.Number) return;
        ProcDirectory directory = Open(process);
        _dataSets.Read(process, ref directory, asked, hasRun: true, SetsOf(process));
        directory.Dispose();
    }

    public void ReadName(ProcessRecords process)
    {
        if (!process.IsNameCut) return;
        ProcDirectory directory = Open(process);
        process.Command.Sample(ref directory, process.Stat.Reading.Current, process.ProgramChangedIn, hasRun: true, process, context);
        directory.Dispose();
    }

    public ProcessCgroups? FindCgroups(ExitRecord exit) => context.Cgroups.Find(new CgroupSet(exit.CgroupSet, exit.Cgroup ?? 0), exit.CgroupPath, context.Buffer);

    public void ReadCgroups(ProcessRecords process)
    {
        ProcDirectory directory = Open(process);
        process.Cgroup.Sample(ref directory, process.Stat.Reading.Current, process.ProgramChangedIn, hasRun: true, SetsOf(process).Cgroups, context);
        directory.Dispose();
    }

    public ReadStatus Look(ProcessRecords process, out ProcStat now)
    {
        ProcDirectory directory = Open(process);
        ReadStatus status = ReadStat(process, ref directory, out now);
        directory.Dispose();
        return status == ReadStatus.Ok && now.StartTime != process.Identity.StartTicks ? ReadStatus.Gone : status;
    }

    public bool Reread(ProcessRecords process)
    {
        long order = State.NextOrder();
        ReadStatus status = Look(process, out ProcStat stat);
        if (status != ReadStatus.Ok) return status != ReadStatus.Gone;
        Refine(process, ref stat);
        process.Replace(stat, State.Number, order);
        if (!process.Io.Reading.IsKnown) return true;
        ProcDirectory directory = Open(process);
        if (process.Io.Read(ref directory, context, out ProcIo io) == ReadStatus.Ok) process.Io.Reading.Correct(io);
        directory.Dispose();
        return true;
    }

    public void Complete() => context.Guard.ReadAll();

    public bool End()
    {
        Host.AreDelaysCounted = context.Delays.IsOn;
        _reportedAllExits = LostNoEvent;
        _endedSample = State.Number;
        _lost = LostEvents;
        bool ranShort = ReadStatuses.Shortages != _shortages;
        if (ranShort) context.Budget.Halve();
        else context.Budget.NoteSufficient();
        return ranShort;
    }

    public bool BeginRecount()
    {
        _recountsCommands = context.Guard.KeepsMuch;
        _recountsFiles = context.Files.Kept > 0;
        if (_recountsCommands) context.Guard.Recount();
        if (_recountsFiles) context.Files.BeginRecount();
        return _recountsCommands || _recountsFiles;
    }

    public void Recount(ProcessRecords process)
    {
        if (_recountsCommands) context.Guard.NoteKept(process.Command.Command.CommandLineBytes.Length);
        if (_recountsFiles && process.Details is not null) context.Files.Recount(process.Details.Files);
    }

    // Since kernel 6.2, their number is the size of the directory. Before, it is 0, also for a process that is known to have some.
    public long? CountDescriptors(ProcessRecords process)
    {
        _countsDescriptors ??= context.Root.IsLive && context.Root.Stat("self/fd\0"u8, out StatX own) == ReadStatus.Ok && own.Size > 0;
        if (!_countsDescriptors.Value) return null;
        Span<byte> path = stackalloc byte[ProcPath.Longest];
        ProcPath.OfFiles(process.Id, path);
        return context.Root.Stat(path, out StatX directory) == ReadStatus.Ok ? (long)directory.Size : null;
    }

    public DescriptorReader? NewDescriptorReader() => new(context);

    public NamespaceReader? NewNamespaceReader(SocketQuery query, Predicate<SocketReading> accepts) => new(context, query, accepts);

    public void Release(ProcessRecords process) => process.Close(context.Budget);

    public void Forget(ProcessRecords process) => process.Forget(ProcessDataSets.None, context.Budget);

    public virtual void Dispose()
    {
        _events?.Dispose();
        context.Guard.Dispose();
        context.Root.Dispose();
    }

    /// <summary>Position of a reading in the order of all that is read and found.</summary>
    private protected virtual long NextOrder() => State.NextOrder();

    private protected virtual bool HasRun(ProcessRecords process, ref ProcDirectory directory) => process.Activity.HasRunByGate(ref directory, context);

    /// <summary>Gets the stat of a process from the pass of the sample. False if its file must be read.</summary>
    private protected virtual bool TryTakePass(ProcessRecords process, ref ProcDirectory directory, bool hasRun, out ProcStat stat)
    {
        stat = default;
        return false;
    }

    /// <summary>The data sets of a process that are known without its files.</summary>
    private protected virtual PassedSets SetsOf(ProcessRecords process) => default;

    // Traffic is read at one moment, and whether the process has run at another.
    private bool HasTraffic(ProcessRecords process, ProcessDataSets? asked) =>
        asked?.HasFlag(ProcessDataSets.Network) == true && process.Details is { } details && details.Network.HasTraffic(process.Identity, context);

    private bool LostNoEvent => _events is { Source: Vmon.EventSource.Bpf } && LostEvents == _lost;

    private ProcDirectory Open(ProcessRecords process) =>
        process.Process is null ? new ProcDirectory(context.Root, process.Id) : new ProcDirectory(context.Root, process.Process.Id, process.Id);

    private void Hold(ProcessRecords process)
    {
        if (_events is not null || !context.HoldsProcesses || process.IsThread || !HeldExit.IsSupported) return;
        if (process.Exit.TryOpen(process.Id, context.Budget) && Look(process, out _) == ReadStatus.Gone) process.Exit.Close(context.Budget);
    }

    private void Rest(ProcessRecords process, long order)
    {
        bool isFirst = process.Activity.Rest(State.Number);
        process.DataSetsReadIn = State.Number;
        process.NoteTime(State.Timestamp, order, State.Interval); // its values are those at the beginning
        if (!isFirst) return;
        process.Rest();
        if (context.Budget.IsShort) process.CloseFiles(context.Budget);
    }

    private ReadStatus AcceptPass(ProcessRecords process, long order)
    {
        process.Stat.Close(context.Budget);
        ReadStatus status = process.Accept(ReadStatus.Ok, _passed, order, State.Uptime, State, Host);
        process.NoteTime(State.Timestamp, order, process.Interval);
        return status;
    }

    private ReadStatus ReadStat(ProcessRecords process, ref ProcDirectory directory, long order)
    {
        ReadStatus status = ReadStat(process, ref directory, out ProcStat stat);
        context.Delays.Note(stat);
        if (status == ReadStatus.Ok) Refine(process, ref stat);
        bool isAgeNeeded = status == ReadStatus.Ok && process.FirstReadIn == 0 && State.PreviousUptime is not null;
        return process.Accept(status, stat, order, isAgeNeeded ? context.Uptime : null, State, Host);
    }

    private ReadStatus ReadStat(ProcessRecords process, ref ProcDirectory directory, out ProcStat stat)
    {
        ReadStatus status = process.Stat.Read(ref directory, context, out stat);
        return status == ReadStatus.Ok && stat.IsOfReaped ? ReadStatus.Gone : status;
    }

    /// <summary>Makes the times of a record of the file exact, if the CPU clock of the process is known.</summary>
    private void Refine(ProcessRecords process, ref ProcStat stat)
    {
        stat.ToNanoseconds(Host.Machine.TicksPerSecond);
        long? clock = Host.IsLocal && !process.IsThread ? ProcessClock.Read(process.Id) : null;
        RunTimes.Refine(ref stat, process.Stat.Reading.Current, clock, Host.Machine.TickLength);
    }

    private static void NoteRead(ProcessRecords process, ReadStatus status, ProcessDataSets? asked)
    {
        ref readonly Reading<ProcStat> stat = ref process.Stat.Reading;
        process.Activity.NoteRead(
            asked,
            isSettled: status == ReadStatus.Ok && IsSettled(process.Memory.Reading.Status) && IsSettled(process.Io.Reading.Status),
            isQuiet: (process.IsThread || stat.Current.ThreadCount == 1) && stat.Current.State != ProcessState.Running
                && (!stat.IsPaired || HasSameCounters(stat.Current, stat.Previous)));
    }

    private static bool HasSameCounters(in ProcStat now, in ProcStat then) =>
        now.UserTime == then.UserTime && now.SystemTime == then.SystemTime
        && now.MinorFaults == then.MinorFaults && now.MajorFaults == then.MajorFaults;

    private static bool IsSettled(ReadStatus status) => status is ReadStatus.Ok or ReadStatus.Denied or ReadStatus.NotRead;
}
