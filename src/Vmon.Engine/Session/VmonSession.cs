using System.Runtime.CompilerServices;
using System.Text.Json;
using Vmon.Model;
using Vmon.Proc;
using Vmon.Sampling;

namespace Vmon;

/// <summary>A sampling engine: one /proc root, one descriptor budget, and any number of watches. Disposing it ends them all.</summary>
public sealed partial class VmonSession : IDisposable
{
    private readonly BootClock _clock;
    private readonly UserNames? _users;

    // Weakly: a watch that everybody else has forgotten is collected, and its finalizer closes it.
    private readonly ConditionalWeakTable<SampleWatch, object?> _watches = [];
    private readonly RefusedPaths _refused = new();
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopped = new();
    private bool _isDisposed;
    private long _samples;
    private long _missedSamples;

    /// <summary>Starts a session. It keeps nothing open by itself; its watches do.</summary>
    /// <exception cref="InvalidProcRootException">It is not there, not readable, or no /proc.</exception>
    /// <exception cref="ExhaustedException">Descriptors or memory are used up.</exception>
    public VmonSession(SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Interval, TimeSpan.Zero);
        Options = options with { ProcRoot = Path.GetFullPath(options.ProcRoot) };
        using ProcRoot root = OpenRoot();
        ReadStatus status = root.FindProcesses();
        if (status == ReadStatus.Exhausted) throw ExhaustedException.Reading(ProcRoot);
        if (status != ReadStatus.Ok) throw new InvalidProcRootException($"'{ProcRoot}' is no /proc: nothing in it is named by a process id.");

        // A copy's files can be replaced under an open descriptor, so that nothing of it is kept.
        Budget = !root.IsLive ? new DescriptorBudget(0)
            : options.DescriptorBudget is int own ? new DescriptorBudget(own)
            : new DescriptorBudget(Proc.DescriptorBudget.OfProcess.Limit, Proc.DescriptorBudget.OfProcess);
        _clock = new BootClock(root, options.TimeProvider);
        _users = root.IsLive ? new UserNames(options.TimeProvider) : null;
        IsLocal = PidNamespace.IsOwn(root);
        Stopped = _stopped.Token;
    }

    /// <summary>What it was started with.</summary>
    public SessionOptions Options { get; }

    /// <summary>Its name.</summary>
    public string Name => Options.Name;

    /// <summary>The /proc that it samples.</summary>
    public string ProcRoot => Options.ProcRoot;

    /// <summary>Whether its processes are this machine's, by the pids that this process's own calls take: only such can be acted on. Not those of a
    /// captured tree, nor of another PID namespace's /proc.</summary>
    public bool IsLocal { get; }

    /// <summary>What is read of each process.</summary>
    public ProcessDataSets DataSets => Options.DataSets;

    /// <summary>Time between samples.</summary>
    public TimeSpan Interval => Options.Interval;

    /// <summary>When the machine started, local time; null where a captured tree does not tell.</summary>
    public DateTimeOffset? BootTime => _clock.BootTime?.ToLocalTime();

    /// <summary>Watches that are open.</summary>
    public int WatchCount
    {
        get
        {
            lock (_gate) return OpenWatches.Count();
        }
    }

    /// <summary>Samples that its watches have taken.</summary>
    public long SampleCount => Interlocked.Read(ref _samples);

    /// <summary>Samples that were due and left out, because the one before or its consumer took longer than the interval.</summary>
    public long MissedSampleCount => Interlocked.Read(ref _missedSamples);

    /// <summary>Descriptors kept open now.</summary>
    public int OpenDescriptorCount => Budget.InUse;

    /// <summary>Descriptors that may be kept open.</summary>
    public int DescriptorBudget => Budget.Limit;

    /// <summary>The first path of a captured tree that was not opened, as it is a symbolic link, a device or a named pipe: what it would tell is
    /// unknown. Null for none.</summary>
    public string? RefusedPath => _refused.First;

    /// <summary>Whether it was stopped.</summary>
    public bool IsStopped => _isDisposed;

    /// <summary>Cancelled when the session stops.</summary>
    internal CancellationToken Stopped { get; }

    /// <summary>What its watches, and who waits by it, keep open by.</summary>
    internal DescriptorBudget Budget { get; }

    private IEnumerable<SampleWatch> OpenWatches => _watches.Select(entry => entry.Key).Where(watch => !watch.IsClosed);

    /// <summary>Begins a watch; nothing is read before its first sample.</summary>
    /// <param name="selection">Which processes.</param>
    /// <param name="dataSets">What is read of each; null for the session's data sets.</param>
    /// <param name="exact">Whether everything is read at every sample; null for what the session does.</param>
    /// <exception cref="ObjectDisposedException">The session is stopped.</exception>
    /// <exception cref="InvalidProcRootException">The root can no longer be opened.</exception>
    /// <exception cref="ExhaustedException">Descriptors or memory are used up.</exception>
    public ProcessWatch Watch(ProcessSelection selection, ProcessDataSets? dataSets = null, bool? exact = null)
    {
        ArgumentNullException.ThrowIfNull(selection);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            ProcRoot root = OpenRoot();
            SamplingContext context = new(root, Budget, _clock, dataSets ?? DataSets)
            {
                Users = _users,
                IsLocal = IsLocal,
                IsExact = !root.IsLive || (exact ?? Options.Exact),
                MayUseTasks = IsLocal && Options.UseTaskStream,
            };
            ProcessWatch watch = new(this, new ProcessTable(context, selection));
            _watches.Add(watch, null);
            return watch;
        }
    }

    /// <summary>Begins a watch over the machine; nothing is read before its first sample.</summary>
    /// <param name="dataSets">What is read.</param>
    /// <exception cref="ObjectDisposedException">The session is stopped.</exception>
    /// <exception cref="InvalidProcRootException">The root can no longer be opened.</exception>
    /// <exception cref="ExhaustedException">Descriptors or memory are used up.</exception>
    public SystemWatch WatchSystem(SystemDataSets dataSets = SystemDataSets.Default)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            SamplingContext context = new(OpenRoot(), Budget, _clock, ProcessDataSets.None);
            SystemWatch watch = new(this, new SystemSampler(context, dataSets));
            _watches.Add(watch, null);
            return watch;
        }
    }

    /// <summary>
    /// Writes, as JSON, what a report of a defect needs: versions, limits, and the table of every open watch as it is inside. No names,
    /// command lines or paths of processes are in it.
    /// </summary>
    public void WriteDiagnostics(Stream stream)
    {
        SampleWatch[] watches;
        lock (_gate) watches = [.. OpenWatches];
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        DiagnosticReport.Write(json, this, watches);
    }

    /// <summary>Stops the session: its watches end, and every descriptor is closed.</summary>
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
        _stopped.Dispose();
    }

    private ProcRoot OpenRoot() => Proc.ProcRoot.Open(ProcRoot, _refused);

    internal void CountSample() => Interlocked.Increment(ref _samples);

    internal void CountMissed(long samples) => Interlocked.Add(ref _missedSamples, samples);

    internal void Forget(SampleWatch watch)
    {
        lock (_gate) _ = _watches.Remove(watch);
    }
}
