using System.Diagnostics.Metrics;
using Vmon.Metrics;
using Vmon.Metrics.Declarations;
using Vmon.Metrics.Samples;
using Declared = Vmon.Metrics.Declarations.Metric;

namespace Vmon.OpenTelemetry;

/// <summary>An instrument for each declared metric, which gives the series of the sample that was taken last.</summary>
internal sealed class SourceMeter : IDisposable
{
    private const double Nano = 1e9;

    private static readonly Lock Gate = new();
    private static readonly SortedSet<int> Used = [];

    private readonly IMetricSource _source;
    private readonly Meter _meter;
    private readonly int _number;
    private IReadOnlyList<IReadOnlyList<Point>> _points = [];

    internal SourceMeter(IMetricSource source)
    {
        _source = source;
        lock (Gate)
        {
            for (_number = 1; !Used.Add(_number);) _number++;
        }

        _meter = new Meter(_number == 1 ? "Vmon" : $"Vmon.{_number}", typeof(SourceMeter).Assembly.GetName().Version!.ToString(3));
        for (int i = 0; i < source.Metrics.Count; i++) Add(source.Metrics[i], i);
    }

    /// <summary>Name of the meter, of its own: a listener selects meters by name, and several exporters can send.</summary>
    internal string Name => _meter.Name;

    /// <summary>Takes a sample.</summary>
    internal void Take() => _points = _source.Take();

    public void Dispose()
    {
        _meter.Dispose();
        lock (Gate) _ = Used.Remove(_number);
    }

    private void Add(Declared metric, int place)
    {
        if (metric.IsFractional) Add(metric, () => Measured(place, static value => value / Nano));
        else Add(metric, () => Measured(place, static value => value));
    }

    private void Add<T>(Declared metric, Func<IEnumerable<Measurement<T>>> measure)
        where T : struct => _ = metric.Kind switch
        {
            MetricKind.Counter => (Instrument)_meter.CreateObservableCounter(metric.Name, measure, metric.Unit, metric.Description),
            MetricKind.UpDownCounter => _meter.CreateObservableUpDownCounter(metric.Name, measure, metric.Unit, metric.Description),
            _ => _meter.CreateObservableGauge(metric.Name, measure, metric.Unit, metric.Description),
        };

    private IEnumerable<Measurement<T>> Measured<T>(int place, Func<long, T> convert)
        where T : struct
    {
        if (place >= _points.Count) yield break;
        foreach (Point point in _points[place])
            yield return new Measurement<T>(convert(point.Value), point.Labels.Attributes.Select(static pair => KeyValuePair.Create(pair.Key, (object?)pair.Value)));
    }
}
