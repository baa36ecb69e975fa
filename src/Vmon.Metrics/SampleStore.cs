using Vmon.Metrics.Declarations;
using Vmon.Metrics.Http;
using Vmon.Metrics.Labels;
using Vmon.Metrics.Pages;
using Vmon.Metrics.Samples;
using Vmon.Metrics.Sampling;

namespace Vmon.Metrics;

/// <summary>The last sample and its pages, which all who ask within an interval share.</summary>
internal sealed class SampleStore : IPageSource, IMetricSource, IDisposable
{
    private static readonly int Pages = Enum.GetValues<PageFormat>().Length * 2;

    private readonly Collector _collector;
    private readonly PageWriter _writer;
    private readonly TimeProvider _time;
    private readonly Page?[] _pages = new Page?[Pages];
    private readonly Lock _gate = new();
    private readonly LabelSet _resource = MachineResource.Read();
    private readonly LabelSet[] _statuses;
    private TimeSpan _interval;
    private Action<MetricSample>? _addOwn;
    private long _sampledAt;
    private bool _isClosed;

    internal SampleStore(VmonSession session, CollectorOptions options, TimeSpan interval)
    {
        _time = session.Options.TimeProvider;
        _interval = interval;
        _writer = new PageWriter(_resource);
        _statuses = [.. MetricTable.Requests.Values.Select(static value => LabelSet.Empty.With(MetricTable.Requests.Attributes[0], value))];
        _collector = new Collector(session, options);
    }

    public IReadOnlyList<Metric> Metrics => MetricTable.All;

    public IReadOnlyList<KeyValuePair<string, string>> Resource => _resource.Attributes;

    /// <summary>Number of samples.</summary>
    internal long SampleCount
    {
        get
        {
            lock (_gate) return _collector.Count;
        }
    }

    /// <summary>Number of series of the last sample.</summary>
    internal int SeriesCount
    {
        get
        {
            lock (_gate) return _collector.Sample.Count;
        }
    }

    /// <summary>How long the last sample took.</summary>
    internal TimeSpan LastDuration
    {
        get
        {
            lock (_gate) return _collector.LastDuration;
        }
    }

    /// <summary>Whether a process belongs to what groups them.</summary>
    internal bool HasGroups
    {
        get
        {
            lock (_gate) return _collector.HasGroups;
        }
    }

    /// <summary>Adds the counters of a server to each sample.</summary>
    internal void Include(HttpServer server) => _addOwn = sample =>
    {
        for (int i = 0; i < _statuses.Length; i++) sample.Add(MetricTable.Requests, _statuses[i], server.AnswerCount(i));
        sample.Add(MetricTable.Rejected, LabelSet.Empty, server.RejectedCount);
    };

    /// <summary>Changes the age up to which a sample is recent.</summary>
    internal void SetInterval(TimeSpan interval)
    {
        lock (_gate) _interval = interval;
    }

    /// <summary>Takes a sample, unless the last one is recent.</summary>
    /// <returns>False if none can be taken.</returns>
    internal bool TryRefresh()
    {
        lock (_gate) return TryRefreshInside();
    }

    public Page? TryGet(PageFormat format, bool isCompressed)
    {
        lock (_gate)
        {
            if (!TryRefreshInside()) return null;
            if (!isCompressed) return PageOf(format).Use();
            ref Page? compressed = ref _pages[(2 * (int)format) + 1];
            return (compressed ??= PageOf(format).Compress()).Use();
        }
    }

    public IReadOnlyList<IReadOnlyList<Point>> Take()
    {
        lock (_gate) return TryRefreshInside() ? [.. MetricTable.All.Select(metric => _collector.Sample.Of(metric).ToArray())] : [];
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed) return;
            _isClosed = true;
            ReleasePages();
            _collector.Dispose();
        }
    }

    private bool TryRefreshInside()
    {
        if (_isClosed) return false;
        if (_collector.Count > 0 && _time.GetElapsedTime(_sampledAt) < _interval) return true;
        try
        {
            if (!_collector.TrySample()) return false;
        }
        catch (Exception failure) when (failure is ExhaustedException or InvalidProcRootException or ObjectDisposedException)
        {
            return false;
        }

        _sampledAt = _time.GetTimestamp();
        _addOwn?.Invoke(_collector.Sample);
        ReleasePages();
        return true;
    }

    private Page PageOf(PageFormat format)
    {
        ref Page? page = ref _pages[2 * (int)format];
        if (page is not null) return page;
        page = new Page();
        _writer.Write(_collector.Sample, format, page);
        return page;
    }

    private void ReleasePages()
    {
        for (int i = 0; i < _pages.Length; i++)
        {
            _pages[i]?.Dispose();
            _pages[i] = null;
        }
    }
}
