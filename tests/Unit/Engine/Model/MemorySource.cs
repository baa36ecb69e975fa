using Vmon.Kernel.Events;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Model;

/// <summary>Processes whose records are in memory, which a test changes between samples. There are no files.</summary>
internal sealed class MemorySource : IProcessSource
{
    private const EventFields AllFields = EventFields.Parent | EventFields.Name | EventFields.RunTime | EventFields.Ticks | EventFields.Faults | EventFields.Io | EventFields.Children
        | EventFields.ExitCode | EventFields.User;
    private const long Millisecond = 1_000_000;
    private const long Tick = 10 * Millisecond;

    private readonly FakeTime _time;
    private readonly SortedDictionary<int, ProcStat> _processes = [];
    private readonly Dictionary<int, ProcIo> _io = [];
    private readonly Dictionary<int, ProcStatm> _memory = [];
    private readonly HashSet<int> _changed = [];
    private readonly List<ProcessRecord> _events = [];
    private TimeSpan _uptime = TimeSpan.FromSeconds(1000);

    /// <param name="start">Time of its clock. The machine was booted 1,000 seconds before; at the beginning of 1970 if null.</param>
    internal MemorySource(DateTimeOffset? start = null)
    {
        _time = new FakeTime(start);
        Host = new SampledHost(new BootClock(_time, SampledMachine.Own, start - _uptime ?? DateTimeOffset.UnixEpoch));
        State = new SampleState(_time);
    }

    public SampledHost Host { get; }

    public SampleState State { get; }

    /// <summary>Clock ticks from boot to now.</summary>
    internal long Now => (long)(_uptime.TotalSeconds * SampledMachine.Own.TicksPerSecond);

    /// <summary>Whether a process that was not put again since the last sample rests in the next one, as one that has not run.</summary>
    internal bool Rests { get; init; }

    /// <summary>Adds a process, or replaces its record.</summary>
    internal void Put(int id, int parent, long start = 1, long user = 0, long childUser = 0, long childFaults = 0, long? read = null, long? written = null, long? residentPages = null, string name = "p", bool discardsChildren = false, ProcessState state = ProcessState.Sleeping)
    {
        ProcStat stat = new()
        {
            Id = id, ParentId = parent, StartTime = start, UserTime = user, ChildUserTime = childUser, ChildMinorFaults = childFaults, ThreadCount = 1,
            State = state, ExitSignal = 17, IgnoredSignals = discardsChildren ? ProcStat.ChildSignal : 0, Comm = new Comm(System.Text.Encoding.ASCII.GetBytes(name)),
        };
        stat.ToNanoseconds(SampledMachine.Own.TicksPerSecond);
        _processes[id] = stat;
        _ = _changed.Add(id);
        if (read is not null || written is not null) _io[id] = new ProcIo { Counters = new IoCounters { ReadBytes = read ?? 0, WriteBytes = written ?? 0 } };
        if (residentPages is not null) _memory[id] = new ProcStatm { Resident = residentPages.Value };
    }

    /// <summary>The exit of a process that started after the last sample, unless a start is given. Times in nanoseconds.</summary>
    internal ExitRecord Exit(
        int id, int parent, long cpu, int status = 0, long? start = null, long read = 0, long written = 0, long childCpu = 0, string name = "p", long faults = 0) => new()
        {
            Id = id,
            ParentId = parent,
            Time = (Now * Tick) + (900 * Millisecond),
            StartTime = start ?? ((Now * Tick) + (id * Tick)),
            Name = new Comm(System.Text.Encoding.ASCII.GetBytes(name)),
            User = 1000,
            Status = new WaitStatus(status),
            Fields = AllFields,
            Usage = new ProcessUsage { RunTime = cpu, MinorFaults = faults, UserTicked = cpu, ChildrenUserTime = childCpu, Io = new IoCounters { ReadBytes = read, WriteBytes = written } },
        };

    /// <summary>Adds an event that the next sample takes. A source that reports an exit of a known start reports all.</summary>
    internal void Report(ProcessRecord record)
    {
        _events.Add(record);
        ReportsAllExits |= record is ExitRecord { StartTicks: not null };
    }

    public bool ReportsAllExits { get; set; }

    public long LostEvents { get; internal set; }

    public bool WantsStarts { get; set; }

    public void TakeEvents(List<ProcessRecord> events)
    {
        events.AddRange(_events);
        _events.Clear();
    }

    /// <summary>Processes that started after the listing of the next sample.</summary>
    internal HashSet<int> Unlisted { get; } = [];

    /// <summary>Processes that were looked at.</summary>
    internal HashSet<int> Looked { get; } = [];

    internal void Remove(int id) => _processes.Remove(id);

    /// <summary>Makes the io of a process unreadable, as if it was reaped after its stat was read.</summary>
    internal void RemoveIo(int id) => _io.Remove(id);

    /// <summary>Called with the PID of each process that a sample has read.</summary>
    internal Action<int>? AfterRead { get; set; }

    /// <summary>Called with the PID of each process before it is read again.</summary>
    internal Action<int>? BeforeReread { get; set; }

    internal void Pass(TimeSpan time)
    {
        _time.Advance(time);
        _uptime += time;
    }

    public void Begin(CancellationToken cancellation) => State.Begin(_uptime, cancellation);

    public ReadStatus ListProcesses(List<int> pids)
    {
        pids.Clear();
        pids.AddRange(_processes.Keys.Except(Unlisted));
        return ReadStatus.Ok;
    }

    public ReadStatus ListChildren(ProcessRecords process, List<int> pids)
    {
        pids.AddRange(_processes.Where(child => child.Value.ParentId == process.Id).Select(child => child.Key));
        return ReadStatus.Ok;
    }

    public ReadStatus ListThreads(ProcessRecords process, List<int> tids)
    {
        tids.Clear();
        tids.Add(process.Id);
        return ReadStatus.Ok;
    }

    public ReadStatus Read(ProcessRecords process, ProcessDataSets? asked)
    {
        bool isChanged = _changed.Remove(process.Id);
        ReadStatus status = _processes.TryGetValue(process.Id, out ProcStat now) ? ReadStatus.Ok : ReadStatus.Gone;
        if (Rests && status == ReadStatus.Ok && process.FirstReadIn != 0 && !isChanged)
        {
            Rest(process);
            return status;
        }

        status = process.Accept(status, now, State.NextOrder(), _uptime, State, Host);
        if (status == ReadStatus.Ok && asked is not null) ReadDataSets(process, asked.Value);
        AfterRead?.Invoke(process.Id);
        return status;
    }

    private void Rest(ProcessRecords process)
    {
        bool isFirst = process.Activity.Rest(State.Number);
        process.DataSetsReadIn = State.Number;
        process.NoteTime(State.Timestamp, State.NextOrder(), State.Interval);
        if (isFirst) process.Rest();
    }

    public void ReadDataSets(ProcessRecords process, ProcessDataSets asked)
    {
        if (process.DataSetsReadIn == State.Number) return;
        process.DataSetsReadIn = State.Number;
        if (_memory.TryGetValue(process.Id, out ProcStatm memory)) process.Memory.Accept(ReadStatus.Ok, memory);
        if ((asked & ProcessDataSets.IO) == 0) return;
        process.Io.Accept(_io.TryGetValue(process.Id, out ProcIo io) ? ReadStatus.Ok : ReadStatus.Gone, io);
        if (process.IsBorn(State)) process.Io.Reading.BeginAtBirth();
    }

    public ReadStatus Look(ProcessRecords process, out ProcStat now)
    {
        _ = Looked.Add(process.Id);
        return _processes.TryGetValue(process.Id, out now) && now.StartTime == process.Identity.StartTicks ? ReadStatus.Ok : ReadStatus.Gone;
    }

    public bool Reread(ProcessRecords process)
    {
        BeforeReread?.Invoke(process.Id);
        if (Look(process, out ProcStat now) != ReadStatus.Ok) return false;
        process.Replace(now, State.Number, State.NextOrder());
        return true;
    }

    public void Forget(ProcessRecords process)
    {
    }

    public void Dispose()
    {
    }
}
