namespace Vmon.Metrics.Declarations;

/// <summary>Names in the text formats, by the rules of OpenTelemetry for Prometheus: points become underscores, and the unit is a suffix.</summary>
internal static class TextNames
{
    private const string Count = ".count";

    /// <summary>The name of a metric, without the _total of counters.</summary>
    /// <remarks>
    /// One rule is our own. A level whose name ends with .count would end with _count, which belongs to histograms, and promtool objects. So
    /// process.thread.count is process_threads: the number of what its unit names.
    /// </remarks>
    internal static string Of(Metric metric)
    {
        string name = metric.Kind != MetricKind.Counter && metric.Name.EndsWith(Count, StringComparison.Ordinal) ? Counted(metric) : metric.Name;
        string text = Label(name);
        string? unit = UnitOf(metric);
        return unit is null || text.EndsWith('_' + unit, StringComparison.Ordinal) ? text : $"{text}_{unit}";
    }

    /// <summary>The unit as the text formats write it. Null for none.</summary>
    internal static string? UnitOf(Metric metric) => metric.Unit switch
    {
        "s" => "seconds",
        "By" => "bytes",
        "1" when metric.Kind == MetricKind.Gauge => "ratio",
        _ => null,
    };

    /// <summary>The name of a label: that of an attribute.</summary>
    internal static string Label(string attribute) => attribute.Replace('.', '_');

    private static string Counted(Metric metric)
    {
        string stem = metric.Name[..^Count.Length];
        string thing = metric.Unit.Trim('{', '}');
        string plural = thing.EndsWith('s') ? thing + "es" : thing + "s";
        return stem.EndsWith('.' + thing, StringComparison.Ordinal) ? stem[..^thing.Length] + plural : $"{stem}.{plural}";
    }
}
