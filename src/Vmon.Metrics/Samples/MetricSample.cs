using System.Runtime.InteropServices;
using Vmon.Metrics.Declarations;
using Vmon.Metrics.Labels;

namespace Vmon.Metrics.Samples;

/// <summary>The values of all series in one sample. Filled again for each, without allocations in the steady state.</summary>
internal sealed class MetricSample
{
    private readonly List<Point>[] _points = [.. MetricTable.All.Select(static _ => new List<Point>())];

    /// <summary>Number of series.</summary>
    internal int Count { get; private set; }

    internal void Clear()
    {
        Count = 0;
        foreach (List<Point> points in _points) points.Clear();
    }

    /// <summary>Adds the value of a series. Null is unknown, and adds nothing.</summary>
    internal void Add(Metric metric, LabelSet labels, long? value)
    {
        if (value is not long known) return;
        _points[metric.Index].Add(new Point(labels, known));
        Count++;
    }

    /// <summary>The series of a metric.</summary>
    internal ReadOnlySpan<Point> Of(Metric metric) => CollectionsMarshal.AsSpan(_points[metric.Index]);
}
