using Vmon.Fields;
using Vmon.Model;
using Vmon.Recording;
using Vmon.Recording.Files;
using Vmon.Recording.Processes;
using Vmon.Sources;

namespace Vmon;

/// <summary>The recorded samples of a host. Reading needs no lock, and can go on while the host records. Disposing it closes all watches.</summary>
public sealed class VmonRecording : IDisposable, IWatchOwner
{
    private readonly RecordingDirectory _directory;
    private readonly BlockSequence _blocks;
    private readonly CancellationTokenSource _closed = new();
    private readonly List<SampleWatch> _watches = [];
    private readonly Lock _gate = new();

    private VmonRecording(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        _directory = RecordingDirectory.Open(Path);
        _blocks = new BlockSequence(_directory);
    }

    /// <summary>The directory.</summary>
    [Field]
    public string Path { get; }

    /// <summary>Name of the host. Null if nothing is recorded.</summary>
    [Field("sys/kernel/hostname")]
    public string? HostName => _directory.Blocks is [.., var last] ? last.HostName : null;

    /// <summary>Time of the first sample, in the zone of the host. Null if nothing is recorded.</summary>
    [Field]
    public DateTimeOffset? StartTime => _directory.Blocks is [var first, ..] ? ToHostTime(first.FirstTime) : null;

    /// <summary>Time of the last sample, in the zone of the host. Null if nothing is recorded.</summary>
    [Field]
    public DateTimeOffset? EndTime => _directory.Blocks is [.., var last] ? ToHostTime(last.LastTime) : null;

    /// <summary>Time zone of the host, such as Europe/Berlin. UTC if nothing is recorded.</summary>
    [Field]
    public string TimeZone => Zone.Name;

    /// <summary>Data sets of processes that its last samples have.</summary>
    [Field]
    public ProcessDataSets DataSets => Last?.DataSets ?? ProcessDataSets.None;

    /// <summary>Whether its last samples have threads.</summary>
    [Field]
    public bool HasThreads => Last?.HasThreads == true;

    /// <summary>Whether its last samples have sockets.</summary>
    [Field]
    public bool HasConnections => Last?.Connections.Count > 0;

    /// <summary>Number of samples.</summary>
    [Field(Unit = "count")]
    public long SampleCount => _directory.Blocks.Sum(static block => (long)block.Frames);

    /// <summary>Number of boots that the samples are of.</summary>
    [Field(Unit = "count")]
    public int BootCount => _directory.Blocks.Select(static block => block.BootId).Distinct().Count();

    /// <summary>Number of times without samples: the recorder was stopped, the machine was off, or the disk was full.</summary>
    [Field(Unit = "count")]
    public int GapCount => _blocks.Gaps.Count;

    /// <summary>Size of the samples on disk.</summary>
    [Field(Unit = "bytes")]
    public long Size => _directory.Blocks.Sum(static block => block.StoredLength);

    /// <summary>What is damaged or was not read: a sentence for each.</summary>
    [Field]
    public IReadOnlyList<string> Warnings => _directory.Warnings;

    private Preamble? Last => field ??= _blocks.Last;

    private ZoneOffsets Zone => Last?.Zone ?? ZoneOffsets.Utc;

    string IWatchOwner.Name => HostName ?? "";

    CancellationToken IWatchOwner.Stopped => _closed.Token;

    /// <summary>Opens a recording.</summary>
    /// <exception cref="RecordingException">The directory does not exist, or cannot be read.</exception>
    public static VmonRecording Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new VmonRecording(path);
    }

    /// <summary>Opens a watch whose samples are those of a range.</summary>
    /// <param name="selection">Processes to select. Targets are processes by their identity.</param>
    /// <param name="range">The range.</param>
    public ProcessWatch Watch(ProcessSelection selection, RecordingRange range)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(range);
        return Watch(selection, range, FrameParts.None);
    }

    /// <summary>Opens a watch of processes and of the sockets of the machine, whose samples are those of a range.</summary>
    /// <param name="selection">Processes to select. The holders of a socket are found among them.</param>
    /// <param name="range">The range.</param>
    public ProcessWatch WatchConnections(ProcessSelection selection, RecordingRange range)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(range);
        return Watch(selection, range, FrameParts.Connections);
    }

    private ProcessWatch Watch(ProcessSelection selection, RecordingRange range, FrameParts more)
    {
        FrameRange frames = range.Frames;
        FrameParts parts = FrameParts.Processes | FrameParts.Details | (selection.IncludeThreads ? FrameParts.Threads : FrameParts.None) | more;
        RecordedFrames recorded = new(_blocks.In(frames, parts).GetEnumerator(), frames);
        ProcessWatch watch = new(this, new ProcessTable((nodes, chosen) => new RecordedFeed(recorded, nodes, chosen), selection, ProcessDataSets.All));
        lock (_gate) _watches.Add(watch);
        return watch;
    }

    /// <summary>Opens a watch of the machine whose samples are those of a range.</summary>
    /// <param name="dataSets">Data sets to read. Properties of a data set that was not recorded are null.</param>
    /// <param name="range">The range.</param>
    public SystemWatch WatchSystem(SystemDataSets dataSets, RecordingRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        FrameRange frames = range.Frames;
        SystemWatch watch = new(this, new RecordedMachine(new RecordedFrames(_blocks.In(frames, FrameParts.None).GetEnumerator(), frames), dataSets));
        lock (_gate) _watches.Add(watch);
        return watch;
    }

    /// <summary>Opens a watch of control groups whose samples are those of a range.</summary>
    /// <param name="selection">Groups to report.</param>
    /// <param name="dataSets">Data sets to read. Properties of a data set that was not recorded are null.</param>
    /// <param name="range">The range.</param>
    /// <returns>Null if the range has no control groups.</returns>
    public CgroupWatch? WatchCgroups(CgroupSelection selection, CgroupDataSets dataSets, RecordingRange range)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(range);
        FrameRange frames = range.Frames;
        if (_blocks.FirstIn(frames) is not { Cgroups.Count: > 0 }) return null;
        ProcessWatch? processes = dataSets.HasFlag(CgroupDataSets.Processes) ? Watch(ProcessSelection.Everything, range) : null;
        CgroupTable table = new(new RecordedCgroups(new RecordedFrames(_blocks.In(frames, FrameParts.Cgroups).GetEnumerator(), frames)), selection);
        CgroupWatch watch = new(this, table, selection, processes);
        lock (_gate) _watches.Add(watch);
        return watch;
    }

    /// <summary>Gets what happened to processes in a range, in the order in which it became known.</summary>
    /// <param name="selection">Events to report.</param>
    /// <param name="range">The range. Its interval is ignored.</param>
    /// <param name="cancellation">Ends it.</param>
    public IEnumerable<ProcessEvent> Events(EventSelection selection, RecordingRange range, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(range);
        return new EventReplay(_blocks, selection, HostName ?? "").In(range.Frames, cancellation);
    }

    /// <summary>Gets what happened to processes of several hosts: the events of each recording in their order, one after another by the time of each. The clocks of the hosts can differ.</summary>
    /// <param name="recordings">The recordings. Each keeps a block in memory until its last event was taken.</param>
    /// <param name="selection">Events to report.</param>
    /// <param name="range">The range in a recording. Its interval is ignored.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IEnumerable<ProcessEvent> Events(IEnumerable<VmonRecording> recordings, EventSelection selection, Func<VmonRecording, RecordingRange> range, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        ArgumentNullException.ThrowIfNull(range);
        return MergedEvents.Of([.. recordings.Select(recording => recording.Events(selection, range(recording), cancellation))]);
    }

    /// <summary>A time as a clock of the host shows it.</summary>
    public DateTimeOffset ToHostTime(DateTimeOffset time) => Zone.ToLocal(time);

    /// <summary>
    /// The time at which a clock of the host shows a date and time. If it shows it twice, because daylight saving time ends, the first one. If it skips it, the time that much
    /// after the skip.
    /// </summary>
    public DateTimeOffset OnHostClock(DateTime clock) => Zone.OnClock(clock);

    /// <summary>Copies the samples and events of a range to a recording of its own, whose replay from the same start is that of this one.</summary>
    /// <param name="options">Where, and what.</param>
    /// <param name="copied">Called with the time of each sample. Null for none.</param>
    /// <param name="cancellation">Ends copying. What was copied is deleted.</param>
    /// <returns>The number of samples in the range. 0 if nothing was recorded then, or if it was cancelled: there is no copy.</returns>
    /// <exception cref="RecordingException">The directory is not empty, or cannot be written. What was copied is deleted.</exception>
    public long Copy(CopyOptions options, Action<DateTimeOffset>? copied, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        using RecordingCopy copy = new(_blocks, options.Range.Frames, keepsArguments: !options.ExcludeArguments);
        using CopyTarget target = new(System.IO.Path.GetFullPath(options.Path));
        using CancellationTokenRegistration abandoning = cancellation.Register(target.Abandon);
        long samples = 0;
        while (copy.TryMoveNext(cancellation))
        {
            target.Write(copy);
            if (!copy.IsBefore) samples++;
            copied?.Invoke(copy.Time);
        }

        return !cancellation.IsCancellationRequested && samples > 0 && target.TryComplete() ? samples : 0;
    }

    /// <summary>Finds the times without samples.</summary>
    public IReadOnlyList<RecordingGap> FindGaps() => _blocks.Gaps;

    /// <summary>Finds the samples around a time.</summary>
    public RecordedMoment At(DateTimeOffset time) => _blocks.Around(time.UtcTicks);

    /// <summary>Closes the recording and its watches.</summary>
    public void Dispose()
    {
        SampleWatch[] watches;
        lock (_gate) watches = [.. _watches];
        _closed.Cancel();
        foreach (SampleWatch watch in watches) watch.Dispose();
        _directory.Dispose();
        _closed.Dispose();
    }

    void IWatchOwner.CountSample()
    {
    }

    void IWatchOwner.CountMissed(long samples)
    {
    }

    void IWatchOwner.Forget(SampleWatch watch)
    {
        lock (_gate) _ = _watches.Remove(watch);
    }

    ProcessIdentity? IWatchOwner.Find(int pid) => null;
}

/// <summary>What is copied of a recording, and where.</summary>
public sealed record CopyOptions
{
    /// <summary>The directory of the copy. It is created if it does not exist.</summary>
    public required string Path { get; init; }

    /// <summary>The part of the recording. With an interval, the copy has fewer samples.</summary>
    public RecordingRange Range { get; init; } = new();

    /// <summary>Whether command lines are copied without their arguments, which may be secret.</summary>
    public bool ExcludeArguments { get; init; }
}

/// <summary>A time without samples.</summary>
/// <param name="Start">Time of the last sample before it, UTC.</param>
/// <param name="End">Time of the first sample after it, UTC.</param>
public sealed record RecordingGap(DateTimeOffset Start, DateTimeOffset End);

/// <summary>The samples around a time of a recording.</summary>
/// <param name="Last">Time of the last sample until then. Null if there is none.</param>
/// <param name="Next">Time of the next sample. Null if there is none.</param>
/// <param name="IsRecorded">Whether the time was recorded. False before the first sample, after the last one, and in a gap.</param>
public sealed record RecordedMoment(DateTimeOffset? Last, DateTimeOffset? Next, bool IsRecorded);

/// <summary>The part of a recording to replay.</summary>
/// <param name="Start">Time of the first sample. Null for the beginning of the recording.</param>
/// <param name="End">Time of the last sample. Null for the end of the recording.</param>
/// <param name="Interval">Time between two samples, of which differences are those over the whole interval. Null for every recorded sample.</param>
public sealed record RecordingRange(DateTimeOffset? Start = null, DateTimeOffset? End = null, TimeSpan? Interval = null)
{
    internal FrameRange Frames => new(Start?.UtcTicks ?? long.MinValue, End?.UtcTicks ?? long.MaxValue, Interval?.Ticks ?? 0);
}
