using Vmon.Recording.Cgroups;
using Vmon.Recording.Processes;
using Vmon.Sources;
using Vmon.Sources.Cgroups;

namespace Vmon.Recording;

/// <summary>Brings control groups to the samples of a recording. Several frames can be one sample: then its differences are those over the longer interval.</summary>
/// <param name="frames">The frames.</param>
internal sealed class RecordedCgroups(RecordedFrames frames) : ICgroupSource
{
    private readonly RecordedTime _time = new();
    private readonly Dictionary<CgroupNode, CgroupReading> _readings = []; // copies, because the frames look one ahead
    private readonly List<CgroupNode> _removed = [];
    private SampleState? _state;
    private SampledHost? _host;
    private Preamble? _preamble;

    public SampledHost Host => _host ??= new SampledHost(new BootClock(_time, SampledMachine.Own, bootTime: null));

    public SampleState State => _state ??= new SampleState(_time);

    public bool IsPreparing { get; private set; }

    public bool TryAdvance(CgroupTree groups, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested || !frames.TryMoveNext()) return false;
        IsPreparing = frames.IsBefore;
        Begin(groups, frames.IsAfterGap, frames.Current, cancellation);
        do
        {
            Apply(frames.Current, groups);
        }
        while (!cancellation.IsCancellationRequested && frames.TryMoveOn());
        return !cancellation.IsCancellationRequested;
    }

    public CgroupReading Read(CgroupNode group) => _readings.GetValueOrDefault(group);

    public void Dispose() => frames.Dispose();

    /// <summary>Begins a sample.</summary>
    internal void Begin(CgroupTree groups, bool isAfterGap, FrameReader frame, CancellationToken cancellation)
    {
        foreach (CgroupNode removed in _removed)
        {
            groups.Remove(removed);
            _ = _readings.Remove(removed);
        }

        _removed.Clear();
        if (isAfterGap) State.Interrupt();
        MoveTo(frame);
        State.Begin(frame.Times.Uptime is { } ticks ? new TimeSpan(ticks) : null, cancellation);
    }

    /// <summary>Brings the groups to a frame.</summary>
    internal void Apply(FrameReader frame, CgroupTree groups)
    {
        MoveTo(frame);
        State.MoveOn(frame.Times.Uptime is { } ticks ? new TimeSpan(ticks) : null);
        HashSet<CgroupNode>? found = frame.IsWhole ? [] : null;
        foreach (RecordedCgroup recorded in frame.Cgroups)
        {
            if (NodeOf(recorded, groups) is not { } node) continue;
            _ = found?.Add(node);
            if (recorded.IsNew) node.FirstIn = 0; // another one can have had the path
            if (recorded.IsRemoved) Remove(node);
            else Revive(node);
            CgroupReading reading = CgroupValues.ToReading(recorded.Values, recorded.Known);
            reading.Devices = recorded.Devices;
            _readings[node] = reading;
            node.Id = CgroupValues.IdOf(recorded.Values);
        }

        if (found is null) return;
        foreach (CgroupNode node in groups.All)
            if (!found.Contains(node) && !node.IsRemoved) Remove(node);
    }

    private void MoveTo(FrameReader frame)
    {
        if (!ReferenceEquals(frame.Preamble, _preamble))
        {
            _preamble = frame.Preamble!;
            _host = new SampledHost(new BootClock(_time, _preamble.Machine, _preamble.BootTime));
        }

        (long delay, long skew) = frame.CgroupDelay;
        _time.MoveTo(frame.Times.Wall + skew, frame.Times.Monotonic);
        _time.Advance(delay);
    }

    private static CgroupNode? NodeOf(RecordedCgroup recorded, CgroupTree groups)
    {
        CgroupNode? node = recorded.Parent is null ? groups.Root ?? groups.AddRoot(recorded.Name)
            : NodeOf(recorded.Parent, groups) is { } parent ? groups.Add(parent, recorded.Name) : null;
        if (node is not null) node.Names = node.Names.Named(recorded.Container);
        return node;
    }

    private void Remove(CgroupNode node)
    {
        if (node.IsRemoved) return;
        node.IsRemoved = true;
        _removed.Add(node);
    }

    private void Revive(CgroupNode node)
    {
        if (!node.IsRemoved) return;
        node.IsRemoved = false;
        node.FirstIn = 0;
        _ = _removed.Remove(node);
    }
}
