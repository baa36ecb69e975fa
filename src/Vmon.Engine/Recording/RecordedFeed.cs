using Vmon.Kernel.Events;
using Vmon.Model;
using Vmon.Parsing.Network;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Recording.Processes;
using Vmon.Sources;
using Vmon.Sources.Network;
using Vmon.Sources.Processes;

namespace Vmon.Recording;

/// <summary>
/// Brings the processes of a table to the samples of a recording. Several frames can be one sample: then its differences are those over the longer interval.
/// </summary>
/// <param name="frames">The frames.</param>
/// <param name="nodes">The processes of the table.</param>
/// <param name="selection">The selection of the table.</param>
internal sealed class RecordedFeed(RecordedFrames frames, NodeSet nodes, SelectionSet selection) : IProcessFeed
{
    // A process that exited has the time of its last reading, which can be long ago.
    private const long LongestDelay = 366 * TimeSpan.TicksPerDay * TimeSpan.NanosecondsPerTick;

    private readonly RecordedTime _time = new();
    private readonly List<ProcessNode> _exited = [];

    // Of the frames before the range, which are only compared with, the last reading of each process is enough.
    private readonly Dictionary<ProcessNode, FrameReading> _postponed = [];
    private RecordedSockets _sockets = new();
    private RecordedSockets _earlierSockets = new();
    private SampleState? _state;
    private SampledHost? _host;
    private Preamble? _preamble;
    private bool _isOtherBoot;
    private SampleTime _before;
    private bool _hasRunShort;
    private long _lastFrame;

    public SampledHost Host => _host ??= new SampledHost(new BootClock(_time, SampledMachine.Own, bootTime: null));

    public SampleState State => _state ??= new SampleState(_time);

    public bool ListsAll => true;

    public ProcessDataSets DataSets => _preamble?.DataSets ?? ProcessDataSets.None;

    public EventSource? EventSource => _preamble?.EventSource;

    public long LostEvents { get; private set; }

    public bool ReportsAllExits { get; private set; }

    public bool IsPreparing { get; private set; }

    public bool TryAdvance(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested || !frames.TryMoveNext()) return false;
        IsPreparing = frames.IsBefore;
        _before = State.Time;
        (_earlierSockets, _sockets) = (_sockets, _earlierSockets);
        if (frames.IsAfterGap)
        {
            State.Interrupt();
            _earlierSockets.Clear();
        }

        MoveClocks(frames.Current.Times);
        State.Begin(UptimeOf(frames.Current.Times), cancellation);
        RemoveExited();
        ReportsAllExits = true;
        _hasRunShort = false;
        do
        {
            Apply(frames.Current);
        }
        while (!State.IsCancelled && TryMoveOn());
        Settle();
        return !State.IsCancelled;
    }

    public void Remove(ProcessNode node)
    {
        nodes.Forget(node);
        nodes.Remove(node, State.Number);
    }

    public bool End() => _hasRunShort;

    public IReadOnlyList<NamespaceSockets> ReadSockets(SocketQuery query, Predicate<SocketReading> accepts, IEnumerable<int> processes, CancellationToken cancellation) =>
        _sockets.Select(query, accepts);

    public IReadOnlyList<NamespaceSockets>? ReadEarlierSockets(SocketQuery query, Predicate<SocketReading> accepts) =>
        _earlierSockets.AreKnown ? _earlierSockets.Select(query, accepts) : null;

    public void Dispose() => frames.Dispose();

    private static TimeSpan? UptimeOf(in SampleTimes times) => times.Uptime is { } ticks ? new TimeSpan(ticks) : null;

    private void MoveClocks(in SampleTimes times) => _time.MoveTo(times.Wall, times.Monotonic);

    // Before the range, each frame is a sample of its own that nothing shows.
    private bool TryMoveOn()
    {
        if (!frames.TryMoveOn()) return false;
        if (frames.IsBefore) RemoveExited();
        return true;
    }

    private void Apply(FrameReader frame)
    {
        if (!ReferenceEquals(frame.Preamble, _preamble)) MoveTo(frame.Preamble!, frame);
        MoveClocks(frame.Times);
        State.MoveOn(UptimeOf(frame.Times));
        _time.Advance(frame.Times.Delay);
        State.BeginHere();
        _lastFrame = State.NextOrder();
        LostEvents = frame.Times.LostEvents;
        ReportsAllExits &= frame.Times.Flags.HasFlag(SampleFlags.ReportsAllExits);
        _hasRunShort |= frame.Times.Flags.HasFlag(SampleFlags.HasRunShort);
        Host.AreDelaysCounted = frame.Times.Flags.HasFlag(SampleFlags.CountsDelays);

        if (frame.IsWhole) FindNodes(frame);
        foreach (RecordedProcess process in frame.Exited) // first, because another process can have the PID now
            if (process.Node is { Phase: not NodePhase.Exited } node) Exit(node);
        foreach (RecordedProcess process in frame.Processes)
            if (process.Node is null && selection.MayTake(process.Identity)) process.Node = Add(process);
        foreach (RecordedProcess process in frame.Processes)
            if (process.Node is { } node) Take(process, node, frame);
        foreach (RecordedProcess process in frame.ChangedFiles)
            if (process.Node?.Records.Details is { } details) RestoreFiles(process.Files!, process.Files!.Flags.HasFlag(TableFlags.HasChanged), details);
        foreach (RecordedProcess thread in frame.Threads)
            if ((thread.Node ??= AddThread(thread, frame)) is { } node) Take(thread, node, frame);
        foreach ((RecordedProcess process, WaitStatus? status, long time) in frame.Exits)
            if (process.Node is { } node) node.Exit = new ExitRecord { Id = node.Id, Status = status, Time = time };
        foreach ((RecordedProcess process, int tid) in frame.ParentThreads) process.Node?.ParentThreadId = tid;
        if (!frames.IsNextBefore) RestorePostponed();
        _sockets.Take(frame);
        foreach ((RecordedProcess process, ReapedUsage usage) in frame.Reaped) process.Node?.Reaped.Add(usage, State.Number);
    }

    private void MoveTo(Preamble preamble, FrameReader block)
    {
        _isOtherBoot = preamble.BootId != _preamble?.BootId;
        _preamble = preamble;
        _host = new SampledHost(new BootClock(_time, preamble.Machine, preamble.BootTime))
        {
            Users = block.Users.ToNames(),
        };
    }

    // The processes of a whole frame are those of the frame before, if they still exist. Others exited while nothing was recorded.
    private void FindNodes(FrameReader frame)
    {
        HashSet<ProcessNode> found = [];
        Dictionary<int, ProcessNode> threads = [];
        foreach (ProcessNode thread in Threads())
            if (thread.Phase != NodePhase.Exited) threads[thread.Id] = thread;
        foreach (RecordedProcess process in frame.Processes)
        {
            if (_isOtherBoot || nodes.Find(process.Id) is not { } node || node.Identity != process.Identity) continue;
            process.Node = node;
            _ = found.Add(node);
        }

        foreach (RecordedProcess thread in frame.Threads)
        {
            bool isKnown = threads.TryGetValue(thread.Id, out ProcessNode? node) && node.Identity == thread.Identity && found.Contains(node.Process!);
            if (!isKnown || frame.At(thread.ParentSlot)?.Node != node!.Process) continue;
            thread.Node = node;
            _ = found.Add(node);
        }

        foreach (ProcessNode node in threads.Values.Concat(nodes.All))
            if (node.Phase != NodePhase.Exited && !found.Contains(node)) ExitUnseen(node);
    }

    private IEnumerable<ProcessNode> Threads()
    {
        foreach (ProcessNode process in nodes.All)
            for (ProcessNode? thread = process.FirstThread; thread is { IsThread: true }; thread = thread.Next) yield return thread;
    }

    // The monotonic clock of another boot is another one, but its wall clock is not.
    private void ExitUnseen(ProcessNode node)
    {
        TimeSpan age = State.Time.Wall - _before.At(node.Records.Timestamp);
        node.Records.NoteTime(State.Time.Monotonic - (age.Ticks * TimeSpan.NanosecondsPerTick), node.Records.ReadOrder, interval: null);
        Exit(node);
    }

    private void Exit(ProcessNode node)
    {
        for (ProcessNode? thread = node.FirstThread; thread is { IsThread: true }; thread = thread.Next)
            if (thread.Phase != NodePhase.Exited) MarkExited(thread);
        if (!node.IsThread) nodes.Forget(node);
        if (node is { IsThread: false, Phase: NodePhase.New }) selection.Judge(node, isNameChanged: false);
        MarkExited(node);
    }

    private void MarkExited(ProcessNode node)
    {
        if (_postponed.Remove(node, out FrameReading last)) Restore(node, last);
        node.MarkExited(State);
        if (node.IsThread) node.Parent!.NoteChange(node, State.Number);
        _exited.Add(node);
    }

    private void Take(RecordedProcess process, ProcessNode node, FrameReader frame)
    {
        FrameReading reading = new(process, State.Timestamp, State.NextOrder(), frames.IsAfterGap);
        bool isNew = node.Records.FirstReadIn == 0;
        if (frames.IsNextBefore && !isNew && !process.HasExited)
        {
            if (!process.Numbers.Flags.HasFlag(ReadingFlags.Rests)) node.Records.Activity.NoteReread();
            _postponed[node] = reading;
            return;
        }

        _ = _postponed.Remove(node);
        if (isNew) node.Records.BeginRecorded(State.Number);
        Restore(node, reading);
        if (!isNew) return;
        if (node.Process is { } owner) owner.Append(node, State.Number);
        else (frame.At(process.ParentSlot)?.Node ?? nodes.Top).Move(node);
        if (process.HasExited || node.Process is { Phase: NodePhase.Exited }) Exit(node);
    }

    private void RestorePostponed()
    {
        foreach ((ProcessNode node, FrameReading reading) in _postponed) Restore(node, reading);
        _postponed.Clear();
    }

    private void Restore(ProcessNode node, in FrameReading reading)
    {
        RecordedProcess process = reading.Process;
        ProcessRecords records = node.Records;
        bool isNext = records.DataSetsReadIn != State.Number;
        records.DataSetsReadIn = State.Number;

        ProcessNumbers numbers = process.Numbers;
        ReadingFlags flags = reading.IsAfterGap ? numbers.Flags & ~ReadingFlags.OfInterval : numbers.Flags;
        records.AcceptName(process.Name, State.Number);
        RecordNumbers.Restore(numbers, flags, isNext, records);
        if (process.WasUnsampled) records.Command.Command = process.Command();
        else records.Command.Restore(process.Command(), State.Number);
        records.User.Restore(RecordNumbers.UserStatus(numbers), RecordNumbers.ToUser(numbers, records.User.User), State.Number);
        records.Cgroup.Accept(RecordNumbers.CgroupStatus(numbers), process.Cgroups, State.Number);
        RestoreDetails(process, records, flags, reading.IsAfterGap, isNext);
        bool hasInterval = flags.HasFlag(ReadingFlags.HasInterval) || (process.HasExited && !isNext && records.Interval is not null);
        long time = reading.Timestamp + Math.Clamp(numbers[ProcessNumber.reading_time], -LongestDelay, LongestDelay);
        records.NoteTime(time, reading.Order, hasInterval ? State.Interval : null);
        if (!flags.HasFlag(ReadingFlags.Rests)) records.Activity.NoteReread();
        else if (isNext && !reading.IsAfterGap) _ = records.Activity.Rest(State.Number);
    }

    // Null for a thread without a process, which a damaged recording can have.
    private static ProcessNode? AddThread(RecordedProcess thread, FrameReader frame) =>
        frame.At(thread.ParentSlot)?.Node is { } process ? new ProcessNode(thread.Id, process) { Phase = NodePhase.New } : null;

    // A recorder can be restarted with fewer data sets.
    private void RestoreDetails(RecordedProcess process, ProcessRecords records, ReadingFlags flags, bool isAfterGap, bool isNext)
    {
        if (process is { Details: null, Files: null })
        {
            records.Details = null;
            return;
        }

        ProcessDetails details = records.Details ??= new ProcessDetails(DataSets);
        process.Details?.Restore(details, flags, isAfterGap, isNext, State.Number);
        if (process.Files is null) details.Files = default;
        else if (details.Files.Status == ReadStatus.NotRead) RestoreFiles(process.Files, isChanged: false, details);
    }

    private void RestoreFiles(RecordedFiles files, bool isChanged, ProcessDetails details) =>
        details.Files.Restore(files.Status, files.Table, isChanged, State.Number);

    private ProcessNode Add(RecordedProcess process)
    {
        ProcessNode node = process.HasExited ? nodes.AddExited(process.Id, parent: null) : nodes.Add(process.Id, State.Number);
        node.Phase = NodePhase.New;
        node.NamedIn = process.WasUnsampled ? 0 : State.Number;
        node.Membership.Followed = selection.Everything;
        return node;
    }

    private void Settle()
    {
        foreach (ProcessNode process in nodes.All)
        {
            Settle(process);
            for (ProcessNode? thread = process.FirstThread; thread is { IsThread: true }; thread = thread.Next) Settle(thread);
        }
    }

    // Processes that no frame of the sample has did not run.
    private void Settle(ProcessNode node)
    {
        ProcessRecords records = node.Records;
        if (records.DataSetsReadIn != State.Number && node.Phase != NodePhase.Exited)
        {
            if (records.Activity.Rest(State.Number)) records.Rest();
            records.DataSetsReadIn = State.Number;
            records.NoteTime(State.Timestamp, State.NextOrder(), State.Interval);
        }
        else
        {
            bool restsSince = records.ReadOrder < _lastFrame && node.Phase != NodePhase.Exited;
            records.NoteTime(restsSince ? State.Timestamp : records.Timestamp, records.ReadOrder, records.Interval is null ? null : State.Interval);
        }

        if (node.Phase == NodePhase.New && records.FirstReadIn != State.Number) node.Phase = NodePhase.Live;
    }

    // A process that exited is shown in one sample. Its threads must not become children of the process that adopts its children.
    private void RemoveExited()
    {
        foreach (ProcessNode node in _exited)
            if (node.IsThread) node.Detach(State.Number);
        foreach (ProcessNode node in _exited)
            if (!node.IsThread) nodes.Remove(node, State.Number);
        _exited.Clear();
    }
}

/// <summary>A reading of a process in a frame.</summary>
/// <param name="Process">The process, with the numbers of the last frame that has it.</param>
/// <param name="Timestamp">Time of the frame on the monotonic clock.</param>
/// <param name="Order">Position in the order of all reads and detected exits.</param>
/// <param name="IsAfterGap">Whether samples are missing before the frame.</param>
internal readonly record struct FrameReading(RecordedProcess Process, long Timestamp, long Order, bool IsAfterGap);
