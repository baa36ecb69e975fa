using System.Globalization;
using Vmon.Model;
using Vmon.ProcFs;

namespace Vmon;

/// <summary>Samples a selection of processes repeatedly.</summary>
public sealed partial class ProcessWatch : SampleWatch
{
    private readonly ProcessTable _table;
    private readonly Dictionary<MonitorRequest, ProcessMonitor> _monitors = [];

    internal ProcessWatch(IWatchOwner owner, ProcessTable table)
        : base(owner) => _table = table;

    /// <summary>The processes.</summary>
    internal ProcessTable Table => _table;

    /// <inheritdoc/>
    public override long SampleNumber => _table.State.Number;

    /// <summary>Whether the watch selects specific processes, and all of them and their followed descendants exited.</summary>
    public bool HasExited { get; private set; }

    /// <summary>Properties that were used and not read.</summary>
    public UnreadProperties Unread { get; } = new();

    /// <summary>Whether the last sample ran out of descriptors or memory, so that processes or values may be missing.</summary>
    public bool HasRunShort => _table.HasRunShort;

    /// <summary>Where the process events that samples use come from. Null before the first sample, and if the watch uses none.</summary>
    public EventSource? EventSource => _table.Feed.EventSource;

    /// <summary>
    /// Number of process events that were lost, so that processes which lived between two samples, or exit codes, can be missing. From the process connector, the
    /// number of gaps, each of unknown size.
    /// </summary>
    public long LostEventCount => _table.Feed.LostEvents;

    /// <summary>Where the network figures of its processes come from. Null before the first sample that requests them, and in a recording.</summary>
    public NetworkSource? NetworkSource => _table.Feed.NetworkSource;

    /// <summary>Number of processes whose network traffic is counted at most at a time.</summary>
    public const int MostNetworkProcesses = Kernel.Network.TrafficMap.Most;

    /// <summary>Number of calls on sockets that were not counted since the first sample that requests network figures, so that figures are too low.</summary>
    public long LostTrafficCount => _table.Feed.LostTraffic;

    /// <summary>Enumerates the processes of the last sample, depth first. Must be completed before the next sample.</summary>
    /// <param name="changedOnly">Whether to return only processes that are new, exited or changed.</param>
    public IEnumerable<ProcessSample> Processes(bool changedOnly = false) => Processes(changedOnly, resting: null);

    /// <summary>
    /// Enumerates the processes of the last sample, depth first. A process that rested in it and in an earlier sample has the object of that sample, which costs no memory. Its figures are the
    /// same; <see cref="ProcessSample.Sample"/>, <see cref="ProcessSample.Timestamp"/> and <see cref="ProcessSample.Parent"/> are those of the earlier sample. Must be completed before the next sample.
    /// </summary>
    /// <param name="earlier">The processes of the sample before, as this method or <see cref="Processes(bool)"/> returned them.</param>
    public IEnumerable<ProcessSample> Processes(IReadOnlyList<ProcessSample> earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return Processes(changedOnly: false, new RestingObjects(earlier));
    }

    private IEnumerable<ProcessSample> Processes(bool changedOnly, RestingObjects? resting)
    {
        long sample = SampleNumber;
        List<(ProcessNode Node, ProcessSample? Shown)> path = [];
        for (ProcessNode? node = _table.Top.Following(_table.Top); node is not null; node = node.Following(_table.Top))
        {
            if (!node.IsSelected || node.Phase == NodePhase.Unseen) continue;
            if (path.Count > node.Depth) path.RemoveRange(node.Depth, path.Count - node.Depth);
            path.Add((node, resting?.Find(node, sample)));
            if (changedOnly && node.Phase == NodePhase.Live && node.Membership.ShownSince != sample && NodeChanges.In(node, sample) == ProcessChanges.None) continue;
            yield return ShowLast(path);
            if (sample != SampleNumber) throw new InvalidOperationException("Cannot continue listing processes: the watch took another sample.");
        }
    }

    // Creates ancestors that were skipped on demand.
    private ProcessSample ShowLast(List<(ProcessNode Node, ProcessSample? Shown)> path)
    {
        ProcessSample? above = null;
        for (int i = 0; i < path.Count; i++)
        {
            (ProcessNode node, ProcessSample? shown) = path[i];
            ProcessSample? parent = node.IsThread ? above?.ShownParent : above?.Id == node.ParentId ? above : null;
            path[i] = (node, above = shown ?? Show(node, parent));
        }

        return above!;
    }

    /// <summary>Gets all processes of the last sample.</summary>
    public ProcessSnapshot Snapshot() => new(SampleNumber, _table.State.Interval, [.. Processes()]);

    /// <summary>Gets the files of the last sample that are too large, or not in the expected format. Their values are null.</summary>
    public UnreadFiles UnreadFiles() => _table.Nodes.Aggregate(default(UnreadFiles), (unread, node) => node.Records.AddUnread(unread));

    /// <summary>How many processes the kernel hides, or refused some of these data sets, and which.</summary>
    public DeniedSummary Denied(ProcessDataSets of = ProcessDataSets.All)
    {
        ProcessDataSets dataSets = ProcessDataSets.None;
        int processes = 0;
        string? example = null;
        foreach (ProcessNode node in _table.Nodes)
        {
            if (node.Records.Stat.Reading.Status == ReadStatus.Denied)
            {
                processes++;
                example ??= string.Create(CultureInfo.InvariantCulture, $"process {node.Id}");
            }
            else if (node.IsSelected && (node.Records.Denied & of) is var denied and not ProcessDataSets.None)
            {
                processes++;
                dataSets |= denied;
                example ??= string.Create(CultureInfo.InvariantCulture, $"{node.Name} ({node.Id})");
            }
        }

        return new DeniedSummary(processes, dataSets, example);
    }

    /// <summary>Number of open monitors.</summary>
    public int MonitorCount
    {
        get
        {
            lock (Gate) return _monitors.Count;
        }
    }

    /// <summary>Monitors the process that has the PID now.</summary>
    /// <returns>Null if no visible process has the PID.</returns>
    /// <exception cref="ObjectDisposedException">The watch or its session is closed.</exception>
    public ProcessMonitor? Monitor(int pid, MonitorOptions? options = null) =>
        Owner.Find(pid) is ProcessIdentity identity ? Monitor(identity, options) : null;

    /// <summary>Monitors a process from the next sample on. That sample detects that the process exited.</summary>
    /// <exception cref="ObjectDisposedException">The watch or its session is closed.</exception>
    public ProcessMonitor Monitor(ProcessIdentity identity, MonitorOptions? options = null)
    {
        options ??= MonitorOptions.Inherit;
        lock (Gate)
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            MonitorRequest request = new(identity, options.FollowChildren, options.IncludeThreads, options.DataSets ?? _table.DataSets);
            ProcessMonitor monitor = new(this, request, _table.Selection.Add(request));
            _monitors.Add(request, monitor);
            return monitor;
        }
    }

    internal void Forget(ProcessMonitor monitor)
    {
        lock (Gate)
            if (_monitors.Remove(monitor.Request)) _table.Selection.Remove(monitor.Request);
    }

    internal ProcessSample? CurrentOf(MonitorScope scope)
    {
        lock (Gate)
            return scope.Node is { IsSelected: true, Phase: not NodePhase.Unseen, Parent: not null } node ? Show(node) : null;
    }

    /// <summary>
    /// Enumerates the open descriptors, by process. Must be completed before the next sample. Socket addresses and fdinfo are read during the enumeration, and are null for a process
    /// that exited since the sample.
    /// </summary>
    public IEnumerable<OpenFile> Files(FileSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return new OpenFileLister(_table, selection, Show).Files();
    }

    /// <summary>Gets the processes whose open files the last sample did not list completely.</summary>
    public FileCutSummary CutFiles()
    {
        FileCutSummary cut = default;
        foreach (ProcessNode node in _table.Nodes)
        {
            if (node.Records.Details is not { Files.IsCut: true } details || node.Phase is NodePhase.Unseen or NodePhase.Exited) continue;
            cut = new FileCutSummary(cut.Processes + 1, cut.Listed + details.Files.Entries.Length, cut.Open + details.Files.Count!.Value, cut.First ?? Show(node));
        }

        return cut;
    }

    /// <summary>
    /// Reads the sockets now, or in a recording those of the last sample, in all network namespaces that this process may see. Namespaces of other processes are entered by a thread of their own, which requires CAP_SYS_ADMIN.
    /// </summary>
    /// <param name="selection">Sockets to read.</param>
    /// <param name="cancellation">Leaves out the namespaces that were not read yet.</param>
    public ConnectionReading ReadConnections(ConnectionSelection selection, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return new ConnectionReading(_table.ReadSockets(selection.ToQuery(), selection.Accepts, cancellation));
    }

    /// <summary>
    /// Gets the sockets of the sample before the last one, in a recording. Rates of the last sample are over the time since then. Null if samples are missing between the two, if there
    /// is no earlier one, and if the watch is not of a recording.
    /// </summary>
    /// <param name="selection">Sockets to read.</param>
    public ConnectionReading? EarlierConnections(ConnectionSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return _table.Feed.ReadEarlierSockets(selection.ToQuery(), selection.Accepts) is { } sockets ? new ConnectionReading(sockets) : null;
    }

    /// <summary>
    /// Enumerates sockets, by protocol and port, with the processes of the last sample that hold them. Must be completed before the next sample. Owners are found among all processes of the
    /// watch, if it reads their files.
    /// </summary>
    /// <param name="reading">The sockets.</param>
    /// <param name="earlier">The sockets at the beginning of the interval that rates are over. Null for no rates.</param>
    /// <param name="narrower">Selects sockets that one of these processes holds. Null for all.</param>
    public IEnumerable<Connection> Connections(ConnectionReading reading, ConnectionReading? earlier = null, ProcessSelection? narrower = null)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return new ConnectionLister(_table, Show).Connections(reading, earlier, narrower);
    }

    /// <summary>Enumerates the pipes and FIFOs, by pipeline. Ends are found among all processes of the watch.</summary>
    /// <param name="narrower">Selects pipes with an end held by one of these processes. Null for all.</param>
    public IEnumerable<Pipe> Pipes(ProcessSelection? narrower = null) => new PipeLister(_table, Show).Pipes(narrower);

    /// <summary>The pipes and FIFOs that appeared in the last sample.</summary>
    public IReadOnlyList<PipeIdentity> BornPipes => [.. _table.Pipes.Born.Select(pipe => pipe.Identity)];

    /// <summary>The pipes and FIFOs that disappeared with the last sample.</summary>
    public IReadOnlyList<PipeIdentity> DiedPipes => [.. _table.Pipes.Died.Select(pipe => pipe.Identity)];

    private protected override Sources.SampleState State => _table.State;

    private protected override TimeProvider Time => _table.Feed.Host.Clock.Time;

    private protected override bool IsOver => HasExited;

    private protected override bool TakeSample(CancellationToken cancellation, out Action? afterwards)
    {
        afterwards = null;
        if (!_table.TrySample(cancellation)) return false;
        HasExited = _table.HasExited;
        afterwards = CollectEvents() is { Length: > 0 } events ? DeliveryOf(events) : null;
        return true;
    }

    private protected override void Close() => _table.Close();

    private protected override void DescribeInside(System.Text.Json.Utf8JsonWriter json) => DiagnosticReport.Write(json, _table);
}
