using System.Runtime.CompilerServices;
using System.Text.Json;
using Vmon.Fields;
using Vmon.Kernel;
using Vmon.Kernel.Events;
using Vmon.Kernel.Files;
using Vmon.Kernel.Network;
using Vmon.Model;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Sources.Cgroups;
using Vmon.Sources.Files;
using Vmon.Sources.Machine;
using Vmon.Sources.Processes;

namespace Vmon;

/// <summary>A sampling session: one /proc root, one descriptor budget, and any number of watches. Disposing it closes all watches.</summary>
public sealed partial class VmonSession : IDisposable, IWatchOwner
{
    private readonly BootClock _clock;
    private readonly UserNames? _users;
    private readonly ContainerNames _containers = new(TimeProvider.System);

    // Weak references: an unreachable watch is collected, and its finalizer closes it.
    private readonly ConditionalWeakTable<SampleWatch, object?> _watches = [];
    private readonly RefusedPaths _refused = new();
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly SharedProgram<TaskIterator> _tasks = new(TaskIterator.TryOpen);
    private readonly SharedProgram<FileIterator> _files = new(FileIterator.TryOpen);
    private readonly SharedProgram<ConnectionIterator> _connections = new(ConnectionIterator.TryOpen);
    private bool _isDisposed;
    private long _samples;
    private long _missedSamples;

    /// <summary>Starts a session. Only its watches keep files open.</summary>
    /// <exception cref="InvalidProcRootException">The root does not exist, is not readable, or is not a /proc.</exception>
    /// <exception cref="ExhaustedException">Out of descriptors or memory.</exception>
    public VmonSession(SessionOptions options)
        : this(options, static () => new EventHub())
    {
    }

    /// <summary>Starts a session that gets its events from another hub.</summary>
    internal VmonSession(SessionOptions options, Func<EventHub> events)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Interval, TimeSpan.Zero);
        Options = options with { ProcRoot = Path.GetFullPath(options.ProcRoot) };
        using ProcRoot root = OpenRoot();
        ReadStatus status = root.FindProcesses();
        if (status == ReadStatus.Exhausted) throw ExhaustedException.Reading(ProcRoot);
        if (status != ReadStatus.Ok) throw new InvalidProcRootException($"Cannot sample '{ProcRoot}': no entry is named by a process identifier. Specify a mounted /proc or a captured tree.");

        // Files of a captured tree can be replaced while open, so none is kept open.
        Budget = !root.IsLive ? new DescriptorBudget(0)
            : options.DescriptorBudget is int own ? new DescriptorBudget(own)
            : new DescriptorBudget(ProcFs.DescriptorBudget.OfProcess.Limit, ProcFs.DescriptorBudget.OfProcess);
        _clock = BootClock.Of(root, options.TimeProvider);
        IsCaptured = !root.IsLive;
        _users = root.IsLive ? new UserNames(options.TimeProvider) : null;
        IsLocal = PidNamespace.IsOwn(root);
        Events = IsLocal && options.UseEvents ? events() : null;
        Stopped = _stopped.Token;
    }

    /// <summary>Options of the session.</summary>
    [Field(IsSerialized = false)]
    public SessionOptions Options { get; }

    /// <summary>Name of the session.</summary>
    [Field]
    public string Name => Options.Name;

    /// <summary>Root directory of the sampled /proc.</summary>
    [Field]
    public string ProcRoot => Options.ProcRoot;

    /// <summary>
    /// Whether PIDs of the session are valid for system calls on this machine, so that processes can be stopped or waited for. False for a
    /// captured tree and for the /proc of another PID namespace.
    /// </summary>
    [Field]
    public bool IsLocal { get; }

    /// <summary>Whether the root is a captured tree, not a mounted /proc.</summary>
    [Field]
    public bool IsCaptured { get; }

    /// <summary>Data sets read of each process.</summary>
    [Field]
    public ProcessDataSets DataSets => Options.DataSets;

    /// <summary>Time between samples.</summary>
    [Field]
    public TimeSpan Interval => Options.Interval;

    /// <summary>Boot time, local. Null if a captured tree does not contain it.</summary>
    [Field("boot clock")]
    public DateTimeOffset? BootTime => _clock.BootTime?.ToLocalTime();

    /// <summary>Number of open watches.</summary>
    [Field(Unit = "count")]
    public int WatchCount
    {
        get
        {
            lock (_gate) return OpenWatches.Count();
        }
    }

    /// <summary>Number of samples that its watches took.</summary>
    [Field(Unit = "count")]
    public long SampleCount => Interlocked.Read(ref _samples);

    /// <summary>Number of samples that were skipped because the previous sample or its consumer took longer than the interval.</summary>
    [Field(Unit = "count")]
    public long MissedSampleCount => Interlocked.Read(ref _missedSamples);

    /// <summary>Number of descriptors currently kept open.</summary>
    [Field(Unit = "count")]
    public int OpenDescriptorCount => Budget.InUse;

    /// <summary>Number of descriptors that may be kept open between samples.</summary>
    [Field]
    public int DescriptorBudget => Budget.Limit;

    /// <summary>
    /// First path of a captured tree that was skipped because it is a symbolic link, a device or a named pipe. Its values are null. Null if
    /// nothing was skipped.
    /// </summary>
    [Field]
    public string? RefusedPath => _refused.First;

    /// <summary>
    /// Where its process events come from. None if the session does not use them, or if the kernel permits no source. Null until they are
    /// needed.
    /// </summary>
    [Field]
    public EventSource? EventSource => Events is null ? Vmon.EventSource.None : Events.Source;

    /// <summary>Whether the session was stopped.</summary>
    [Field]
    public bool IsStopped => _isDisposed;

    /// <summary>Cancelled when the session stops.</summary>
    internal CancellationToken Stopped { get; }

    CancellationToken IWatchOwner.Stopped => Stopped;

    /// <summary>The events of its processes. Null if it does not use them.</summary>
    internal EventHub? Events { get; }

    /// <summary>Descriptor budget shared by the watches and waits of the session.</summary>
    internal DescriptorBudget Budget { get; }

    private IEnumerable<SampleWatch> OpenWatches => _watches.Select(entry => entry.Key).Where(watch => !watch.IsClosed);

    /// <summary>Opens a watch. Nothing is read before its first sample.</summary>
    /// <param name="selection">Processes to sample.</param>
    /// <param name="dataSets">Data sets to read. Null for those of the session.</param>
    /// <param name="exact">Whether every sample reads everything. Null for the option of the session.</param>
    /// <param name="events">Whether samples use process events, if the kernel permits. A single look needs none.</param>
    /// <exception cref="ObjectDisposedException">The session is stopped.</exception>
    /// <exception cref="InvalidProcRootException">The root can no longer be opened.</exception>
    /// <exception cref="ExhaustedException">Out of descriptors or memory.</exception>
    public ProcessWatch Watch(ProcessSelection selection, ProcessDataSets? dataSets = null, bool? exact = null, bool events = true)
    {
        ArgumentNullException.ThrowIfNull(selection);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            ProcRoot root = OpenRoot();
            SamplingContext context = new(root, Budget, Host()) 
            {
                IsExact = !root.IsLive || (exact ?? Options.Exact),
                Cgroups = IsLocal ? new SharedCgroups(_containers, new CgroupIds(root)) : new SharedCgroups(containers: null),
                Events = events ? Events : null,
                FilePasses = IsLocal && Options.UseTaskStream ? new FilePasses(_files, selection.IsEverything && (dataSets ?? DataSets).HasFlag(ProcessDataSets.Files)) : null,
                Connections = IsLocal && Options.UseTaskStream ? new WatchConnections(_connections) : null,
                Sockets = IsLocal ? new WatchSockets(countsTraffic: events) : null,
                HoldsProcesses = events && IsLocal && !selection.IsEverything,
            };
            IProcessSource source = IsLocal && Options.UseTaskStream ? new TaskSource(context, _tasks) : new ProcSource(context);
            ProcessWatch watch = new(this, ProcessTable.Live(source, selection, dataSets ?? DataSets));
            _watches.Add(watch, null);
            return watch;
        }
    }

    /// <summary>Opens a watch of the machine. Nothing is read before its first sample.</summary>
    /// <param name="dataSets">Data sets to read.</param>
    /// <exception cref="ObjectDisposedException">The session is stopped.</exception>
    /// <exception cref="InvalidProcRootException">The root can no longer be opened.</exception>
    /// <exception cref="ExhaustedException">Out of descriptors or memory.</exception>
    public SystemWatch WatchSystem(SystemDataSets dataSets = SystemDataSets.Default)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            SamplingContext context = new(OpenRoot(), Budget, Host());
            SystemWatch watch = new(this, new SystemSampler(context.Host, context.State, new ProcSystemFiles(context), dataSets));
            _watches.Add(watch, null);
            return watch;
        }
    }

    /// <summary>Opens a watch of control groups. Nothing is read before its first sample.</summary>
    /// <param name="selection">Groups to report.</param>
    /// <param name="dataSets">Data sets to read.</param>
    /// <param name="events">Whether the totals of processes use process events, if the kernel permits.</param>
    /// <returns>Null if no control groups are mounted, and if the session is not of this machine's processes.</returns>
    /// <exception cref="ObjectDisposedException">The session is stopped.</exception>
    /// <exception cref="InvalidProcRootException">The root can no longer be opened.</exception>
    /// <exception cref="ExhaustedException">Out of descriptors or memory.</exception>
    public CgroupWatch? WatchCgroups(CgroupSelection selection, CgroupDataSets dataSets = CgroupDataSets.Default, bool events = true)
    {
        ArgumentNullException.ThrowIfNull(selection);
        if (!IsLocal) return null;
        ProcessWatch? processes = dataSets.HasFlag(CgroupDataSets.Processes)
            ? Watch(ProcessSelection.Everything, ProcessDataSets.Memory | ProcessDataSets.IO | ProcessDataSets.Cgroup | (dataSets.HasFlag(CgroupDataSets.Network) ? ProcessDataSets.Network : ProcessDataSets.None), events: events)
            : null;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            CgroupFileSystem files = CgroupFileSystem.Open(new SamplingContext(OpenRoot(), Budget, Host()) { IsExact = Options.Exact }, _containers, dataSets);
            if (!files.IsMounted)
            {
                files.Dispose();
                processes?.Dispose();
                return null;
            }

            CgroupWatch watch = new(this, new CgroupTable(files, selection), selection, processes);
            _watches.Add(watch, null);
            return watch;
        }
    }

    /// <summary>Opens a watch of process events, from now on.</summary>
    /// <param name="selection">Events to report.</param>
    /// <returns>Null if the session does not use events, or if the kernel permits no source.</returns>
    /// <exception cref="ObjectDisposedException">The session is stopped.</exception>
    /// <exception cref="InvalidProcRootException">The root can no longer be opened.</exception>
    /// <exception cref="ExhaustedException">Out of descriptors or memory.</exception>
    public EventWatch? WatchEvents(EventSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using ProcRoot root = OpenRoot();
        bool wantsStarts = selection.FollowChildren || selection.Kinds.HasFlag(ProcessEventKind.Start);
        return Events?.TrySubscribe(wantsStarts) is { } events ? new EventWatch(this, events, selection, root, _users) : null;
    }

    /// <summary>Starts to record all processes, on a thread of its own, until the recorder is disposed or the session stops.</summary>
    /// <exception cref="ObjectDisposedException">The session is stopped.</exception>
    /// <exception cref="RecordingException">The directory cannot be written, or another recorder uses it.</exception>
    /// <exception cref="InvalidProcRootException">The root can no longer be opened.</exception>
    /// <exception cref="ExhaustedException">Out of descriptors or memory.</exception>
    public VmonRecorder Record(RecorderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new VmonRecorder(this, options);
    }

    /// <summary>
    /// Writes a diagnostic report as JSON: versions, limits, and the internal table of every open watch. It contains no names, command
    /// lines or paths of processes.
    /// </summary>
    public void WriteDiagnostics(Stream stream)
    {
        SampleWatch[] watches;
        lock (_gate) watches = [.. OpenWatches];
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        DiagnosticReport.Write(json, this, watches);
    }

    /// <summary>Stops the session, and closes its watches and descriptors.</summary>
    public void Dispose()
    {
        SampleWatch[] watches;
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            watches = [.. OpenWatches];
        }

        _stopped.Cancel();
        foreach (SampleWatch watch in watches) watch.Dispose();
        _tasks.Dispose();
        _files.Dispose();
        _connections.Dispose();
        Events?.Dispose();
        _stopped.Dispose();
    }

    private SampledHost Host() => new(_clock) { Users = _users, IsLocal = IsLocal };

    private ProcRoot OpenRoot() => ProcFs.ProcRoot.Open(ProcRoot, _refused);

    /// <summary>The wall-clock time of an event, from nanoseconds since boot.</summary>
    internal DateTimeOffset? TimeOf(long sinceBoot) => _clock.TimeOf(sinceBoot);

    void IWatchOwner.CountSample() => Interlocked.Increment(ref _samples);

    void IWatchOwner.CountMissed(long samples) => Interlocked.Add(ref _missedSamples, samples);

    void IWatchOwner.Forget(SampleWatch watch)
    {
        lock (_gate) _ = _watches.Remove(watch);
    }
}
