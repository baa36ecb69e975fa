using Vmon.Kernel;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources.Files;

namespace Vmon.Sources;

/// <summary>The processes of a /proc, live or captured.</summary>
internal class ProcSource(SamplingContext context) : IProcessSource
{
    private long _shortages;
    private bool _recountsCommands;
    private bool _recountsFiles;

    public SampledHost Host => context.Host;

    public SampleState State => context.State;

    private protected SamplingContext Context => context;

    public virtual void Begin(CancellationToken cancellation)
    {
        _shortages = ReadStatuses.Shortages;
        TimeSpan? uptime = context.Uptime;
        State.Begin(uptime, cancellation);
        if (State.Number % SamplingContext.RefreshEvery == 1) context.Delays.Refresh(context.Root, context.Buffer);
        Host.Captured = context.Root.IsLive ? null : uptime;
    }

    public virtual bool TryPass(int known, out ReadOnlySpan<TaskRun> tasks)
    {
        tasks = default;
        return false;
    }

    public virtual void NoteSpared(int files)
    {
    }

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
        ReadStatus status = directory.Open(path, isDirectory: false, out int descriptor);
        int length = 0;
        if (status == ReadStatus.Ok) status = ProcFile.ReadAndClose(descriptor, context.Buffer, out length);
        directory.Dispose();
        if (status == ReadStatus.Ok) _ = ChildList.TryParse(context.Buffer.First(length), pids);
        return status;
    }

    public ReadStatus ListThreads(ProcessRecords process, List<int> tids)
    {
        ProcDirectory directory = Open(process);
        ReadStatus status = directory.Open("task\0"u8, isDirectory: true, out int descriptor);
        if (status == ReadStatus.Ok) status = NumberedEntries.List(descriptor, context.Buffer, tids);
        directory.Dispose();
        return status;
    }

    public ReadStatus Read(ProcessRecords process, ProcessDataSets? asked)
    {
        long order = NextOrder();
        ProcDirectory directory = Open(process);
        try
        {
            bool hasRun = process.FirstReadIn == 0 || HasRun(process, ref directory);
            if (!hasRun && process.Activity.MayRest(process.Id, asked, context))
            {
                Rest(process, order);
                return ReadStatus.Ok;
            }

            ReadStatus status = ReadStat(process, ref directory, order);
            if (status == ReadStatus.Ok && asked is not null) ReadDataSets(process, ref directory, asked.Value, hasRun);
            NoteRead(process, status, asked);
            return status;
        }
        finally
        {
            directory.Dispose();
        }
    }

    public void ReadDataSets(ProcessRecords process, ProcessDataSets asked)
    {
        if (process.DataSetsReadIn == State.Number) return;
        ProcDirectory directory = Open(process);
        ReadDataSets(process, ref directory, asked, hasRun: true);
        directory.Dispose();
    }

    public void ReadName(ProcessRecords process)
    {
        if (!process.IsNameCut) return;
        ProcDirectory directory = Open(process);
        process.Command.Sample(ref directory, process.Stat.Reading.Current, process.RenamedIn, process, context);
        directory.Dispose();
    }

    public ReadStatus Look(ProcessRecords process, out ProcStat now)
    {
        ProcDirectory directory = Open(process);
        ReadStatus status = process.Stat.Read(ref directory, context, out now);
        directory.Dispose();
        return status == ReadStatus.Ok && now.StartTime != process.Identity.StartTicks ? ReadStatus.Gone : status;
    }

    public bool Reread(ProcessRecords process)
    {
        long order = State.NextOrder();
        ReadStatus status = Look(process, out ProcStat stat);
        if (status != ReadStatus.Ok) return status != ReadStatus.Gone;
        process.Replace(stat, State.Number, order);
        if (!process.Io.Reading.IsKnown) return true;
        ProcDirectory directory = Open(process);
        if (process.Io.Read(ref directory, context, out ProcIo io) == ReadStatus.Ok) process.Io.Reading.Current = io;
        directory.Dispose();
        return true;
    }

    public void Complete() => context.Guard.ReadAll();

    public bool End()
    {
        Host.AreDelaysCounted = context.Delays.IsOn;
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

    public DescriptorReader? NewDescriptorReader() => new(context);

    public void Release(ProcessRecords process) => process.Close(context.Budget);

    public void Forget(ProcessRecords process) => process.Forget(ProcessDataSets.None, context.Budget);

    public virtual void Dispose()
    {
        context.Guard.Dispose();
        context.Root.Dispose();
    }

    /// <summary>Position of a reading in the order of all that is read and found.</summary>
    private protected virtual long NextOrder() => State.NextOrder();

    /// <summary>Monotonic time of finding that a process has not run.</summary>
    private protected virtual long TimeOfRest => Host.Clock.Time.GetTimestamp();

    private protected virtual bool HasRun(ProcessRecords process, ref ProcDirectory directory) => process.Activity.HasRunByGate(ref directory, context);

    /// <summary>Gets the io counters of a process that are known without its file.</summary>
    private protected virtual bool TryGetIo(ProcessRecords process, out IoCounters io)
    {
        io = default;
        return false;
    }

    private ProcDirectory Open(ProcessRecords process) =>
        process.Process is null ? new ProcDirectory(context.Root, process.Id) : new ProcDirectory(context.Root, process.Process.Id, process.Id);

    private void Rest(ProcessRecords process, long order)
    {
        bool isFirst = process.Activity.Rest(State.Number);
        process.DataSetsReadIn = State.Number;
        process.NoteTime(TimeOfRest, order, State.Interval);
        if (!isFirst) return;
        process.Rest();
        if (context.Budget.IsShort) process.CloseFiles(context.Budget);
    }

    private ReadStatus ReadStat(ProcessRecords process, ref ProcDirectory directory, long order)
    {
        ReadStatus status = process.Stat.Read(ref directory, context, out ProcStat stat);
        context.Delays.Note(stat);
        bool isAgeNeeded = process.FirstReadIn == 0 && State.PreviousUptime is not null;
        return process.Accept(status, stat, order, isAgeNeeded ? context.Uptime : null, State, Host);
    }

    private void ReadDataSets(ProcessRecords process, ref ProcDirectory directory, ProcessDataSets asked, bool hasRun)
    {
        process.DataSetsReadIn = State.Number;
        if ((asked & ProcessDataSets.Status) != 0) asked &= ~ProcessDataSets.User; // status has the user
        process.Forget(asked, context.Budget);
        ref readonly ProcStat stat = ref process.Stat.Reading.Current;
        bool isBorn = process.IsBorn(State);
        ProcDirectory living = OpenLiving(process);
        if ((asked & ProcessDataSets.Memory) != 0) ReadMemory(process, ref directory, ref living, hasRun);
        if ((asked & ProcessDataSets.IO) != 0)
        {
            ReadIo(process, ref directory, hasRun);
            if (isBorn) process.Io.Reading.BeginAtBirth();
        }

        if ((asked & ProcessDataSets.Command) != 0)
        {
            if (living.IsThread) process.Command.Sample(ref living, stat, process.RenamedIn, process, context);
            else process.Command.Sample(ref directory, stat, process.RenamedIn, process, context);
        }

        living.Dispose();
        if ((asked & ProcessDataSets.User) != 0) process.User.Sample(ref directory, stat, process.RenamedIn, hasRun, context);
        process.Details ??= Processes.ProcessDetails.For(asked);
        process.Details?.Sample(ref directory, stat, asked, context);
        if (isBorn) process.Details?.BeginAtBirth();
    }

    // What a process maps or takes shows in its size, its resident pages (counted roughly in stat) or its faults. Others can take pages from
    // it: that is detected at the next refresh.
    private void ReadMemory(ProcessRecords process, ref ProcDirectory directory, ref ProcDirectory living, bool hasRun)
    {
        ref readonly Reading<ProcStat> stat = ref process.Stat.Reading;
        if (stat.Current.HasMainThreadExited)
        {
            // Chosen at each read, because the main thread's file shows 0, and another thread may exit.
            process.Memory.Close(context.Budget);
            ReadStatus status = ReadStatus.Gone;
            ProcStatm record = default;
            if (living.IsThread) status = process.Memory.Read(ref living, context, out record);
            process.Memory.Accept(status, record);
            process.Memory.Close(context.Budget);
            return;
        }

        bool isSame = !context.IsExact && !context.IsRefreshDue(process.Id) && process.Memory.Reading.Status == ReadStatus.Ok
            && stat.IsPaired && (!hasRun || HasSameMemory(stat.Current, stat.Previous));
        if (isSame) process.Memory.Reading.Rest();
        else process.Memory.Sample(ref directory, process.Id, context);
    }

    // Only the process itself can change it.
    private void ReadIo(ProcessRecords process, ref ProcDirectory directory, bool hasRun)
    {
        bool isKnown = process.Io.Reading.Status == ReadStatus.Ok;
        if (isKnown && !hasRun)
        {
            process.Io.Reading.Rest();
        }
        else if (isKnown && TryGetIo(process, out IoCounters io))
        {
            process.Io.Reading.Advance(new ProcIo { Counters = io });
        }
        else
        {
            process.Io.Sample(ref directory, process.Id, context);
            process.IoReadIn = State.Number;
        }
    }

    /// <summary>The directory of a thread if the main thread exited; otherwise that of the process.</summary>
    private ProcDirectory OpenLiving(ProcessRecords process)
    {
        if (!process.IsThread && process.Stat.Reading.Current.HasMainThreadExited && ListThreads(process, context.Threads) == ReadStatus.Ok)
            foreach (int tid in context.Threads)
                if (tid != process.Id) return new ProcDirectory(context.Root, process.Id, tid);
        return new ProcDirectory(context.Root, process.Id);
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

    private static bool HasSameMemory(in ProcStat now, in ProcStat then) =>
        now.VirtualSize == then.VirtualSize && now.ResidentPages == then.ResidentPages
        && now.MinorFaults == then.MinorFaults && now.MajorFaults == then.MajorFaults;

    private static bool HasSameCounters(in ProcStat now, in ProcStat then) =>
        now.UserTime == then.UserTime && now.SystemTime == then.SystemTime
        && now.MinorFaults == then.MinorFaults && now.MajorFaults == then.MajorFaults;

    private static bool IsSettled(ReadStatus status) => status is ReadStatus.Ok or ReadStatus.Denied or ReadStatus.NotRead;
}
