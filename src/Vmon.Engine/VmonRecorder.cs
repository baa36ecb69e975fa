using Vmon.Fields;
using Vmon.Kernel.Events;
using Vmon.Recording;
using Vmon.Recording.Files;
using Vmon.Sources.Network;

namespace Vmon;

/// <summary>Records the processes of a session to a directory, on a thread of its own. Disposing it completes the recording.</summary>
public sealed class VmonRecorder : IDisposable
{
    private readonly RecordingStore _store;
    private readonly ProcessWatch _watch;
    private readonly SystemWatch _machine;
    private readonly CgroupWatch? _cgroups;
    private readonly EventSubscription? _events;
    private readonly List<ProcessRecord> _happened = [];
    private readonly HostFacts _facts;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private RecorderOptions _options;
    private RecorderOptions _applied;
    private FrameWriter _writer;
    private long _samples;
    private long _lost;
    private long _size;
    private string? _error;
    private bool _isDisposed;

    internal VmonRecorder(VmonSession session, RecorderOptions options)
    {
        Session = session.Name;
        _options = _applied = options with { Path = System.IO.Path.GetFullPath(options.Path), DataSets = options.DataSets | ProcessDataSets.Default };
        _facts = HostFacts.Of(session.ProcRoot);
        _store = RecordingStore.Open(new StoreOptions { Path = Options.Path, MaximumAge = options.MaximumAge, MaximumSize = options.MaximumSize });
        try
        {
            _watch = session.Watch(new ProcessSelection { IncludeThreads = options.IncludeThreads }, DataSetsOf(Options));
            _machine = session.WatchSystem();
            _machine.Sampler.KeepTexts();
            _cgroups = session.WatchCgroups(CgroupSelection.Everything, CgroupDataSets.Default & ~CgroupDataSets.Processes);
            _events = session.Events?.TrySubscribe(wantsStarts: true);
        }
        catch
        {
            _cgroups?.Dispose();
            _machine?.Dispose();
            _watch?.Dispose();
            _store.Dispose();
            throw;
        }

        _writer = NewWriter();
        _thread = new Thread(Record) { IsBackground = true, Name = "Vmon recorder" };
        StartTime = DateTimeOffset.Now;
        _thread.Start();
    }

    /// <summary>Raised on the thread of the recorder after each sample, whether it could be written or not.</summary>
    public event EventHandler? Sampled;

    /// <summary>What it records, and where.</summary>
    [Field(IsSerialized = false)]
    public RecorderOptions Options => Volatile.Read(ref _options);

    /// <summary>The directory.</summary>
    [Field]
    public string Path => Options.Path;

    /// <summary>Time between samples.</summary>
    [Field]
    public TimeSpan Interval => Options.Interval;

    /// <summary>When it started, local.</summary>
    [Field]
    public DateTimeOffset StartTime { get; }

    /// <summary>Number of samples that it recorded.</summary>
    [Field(Unit = "count")]
    public long SampleCount => Interlocked.Read(ref _samples);

    /// <summary>Number of samples that could not be written.</summary>
    [Field(Unit = "count")]
    public long LostSampleCount => Interlocked.Read(ref _lost);

    /// <summary>Size of the recording on disk.</summary>
    [Field(Unit = "bytes")]
    public long Size => Interlocked.Read(ref _size);

    /// <summary>What could not be written or deleted last. Null if nothing.</summary>
    [Field]
    public string? LastError => Volatile.Read(ref _error);

    /// <summary>What an earlier recorder had left damaged, so that it could not be kept. At most 20 sentences.</summary>
    [Field]
    public IReadOnlyList<string> Warnings => _store.Warnings;

    /// <summary>Whether it records.</summary>
    [Field]
    public bool IsRunning => _thread.IsAlive;

    /// <summary>Name of the session.</summary>
    [Field]
    public string Session { get; }

    /// <summary>Changes what it records, from the next sample on. The recording has no gap.</summary>
    /// <exception cref="ArgumentException">The path is another.</exception>
    public void Change(RecorderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Interval, TimeSpan.Zero);
        if (System.IO.Path.GetFullPath(options.Path) != Path) throw new ArgumentException("A recorder cannot change its directory.", nameof(options));
        Volatile.Write(ref _options, options with { Path = Path, IncludeConnections = Options.IncludeConnections });
    }

    /// <summary>Stops recording, and completes what was recorded.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
        }

        _stopping.Cancel();
        _thread.Join();
        _stopping.Dispose();
    }

    private void Record()
    {
        using (_store)
        using (_watch)
        using (_machine)
        using (_cgroups)
        using (_events)
        {
            while (RunAtInterval(Options.Interval)) continue;
        }
    }

    // Whether it goes on at another interval.
    private bool RunAtInterval(TimeSpan interval)
    {
        foreach (long _ in _watch.Run(new SampleSchedule(interval), _stopping.Token))
        {
            Append();
            Sampled?.Invoke(this, EventArgs.Empty);
            if (Options.Interval != interval) return true;
        }

        return false;
    }

    private void Append()
    {
        bool isWhole = ApplyOptions() | _store.NeedsWhole;
        _machine.Sample();
        _cgroups?.Sample();
        IReadOnlyList<NamespaceSockets>? sockets = Options.IncludeConnections ? _watch.Table.ReadSockets(SocketQuery.Recorded, static _ => true, CancellationToken.None) : null;
        _events?.DrainFinal(_happened);
        _writer.Write(_happened, isWhole, sockets);
        _happened.Clear();
        AppendStatus status = _store.Append(_writer.Times.BeganAt, new FrameOrigin(_facts.BootId, _facts.HostName), isWhole, _writer.Frame);
        _ = Interlocked.Increment(ref status == AppendStatus.Ok ? ref _samples : ref _lost);
        _ = Interlocked.Exchange(ref _size, _store.Size);
        Volatile.Write(ref _error, _store.LastError);
    }

    // Whether the next frame must be whole: command lines in the block would be of two kinds.
    private bool ApplyOptions()
    {
        RecorderOptions before = _applied;
        _applied = Options;
        if ((before.MaximumAge, before.MaximumSize) != (_applied.MaximumAge, _applied.MaximumSize)) _store.Limit(_applied.MaximumAge, _applied.MaximumSize);
        if (before.ExcludeArguments == _applied.ExcludeArguments) return false;
        _writer = NewWriter();
        return true;
    }

    // The processes that hold a socket are found by their descriptors.
    private static ProcessDataSets DataSetsOf(RecorderOptions options) =>
        options.DataSets | (options.IncludeConnections ? ProcessDataSets.Files : ProcessDataSets.None);

    private FrameWriter NewWriter() =>
        new(_watch.Table, _machine.Sampler, _cgroups?.Table, () => _facts.Describe(_watch.Table, _cgroups is not null, _options.IncludeConnections), keepsArguments: !_applied.ExcludeArguments);
}

/// <summary>What a recorder records, and where.</summary>
public sealed record RecorderOptions
{
    /// <summary>The directory. It is created if it does not exist.</summary>
    [Field]
    public required string Path { get; init; }

    /// <summary>Data sets to record of each process. The default ones are always recorded.</summary>
    [Field]
    public ProcessDataSets DataSets { get; init; } = ProcessDataSets.Default;

    /// <summary>Whether threads are recorded.</summary>
    [Field]
    public bool IncludeThreads { get; init; }

    /// <summary>Whether sockets are recorded, with the open files of processes, by which the processes that hold them are found.</summary>
    [Field]
    public bool IncludeConnections { get; init; }

    /// <summary>Time between samples.</summary>
    [Field]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Age after which samples are deleted. Null for no limit.</summary>
    [Field]
    public TimeSpan? MaximumAge { get; init; }

    /// <summary>Size of the recording in bytes, above which its oldest samples are deleted. Null for no limit.</summary>
    [Field]
    public long? MaximumSize { get; init; }

    /// <summary>Whether command lines are recorded without their arguments, which may be secret.</summary>
    [Field]
    public bool ExcludeArguments { get; init; }
}
