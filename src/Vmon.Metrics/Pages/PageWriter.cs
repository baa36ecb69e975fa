using System.Buffers.Text;
using System.Text;
using Vmon.Metrics.Declarations;
using Vmon.Metrics.Labels;
using Vmon.Metrics.Samples;

namespace Vmon.Metrics.Pages;

/// <summary>Writes the series of a sample as text. Once headers are made, it allocates nothing.</summary>
/// <param name="resource">Attributes of the resource, for target_info.</param>
internal sealed class PageWriter(LabelSet resource)
{
    private const long Nano = 1_000_000_000;
    private const int LongestNumber = 32;

    private static readonly Header[][] Headers = [[.. MetricTable.All.Select(static metric => new Header(metric, PageFormat.Prometheus))], [.. MetricTable.All.Select(static metric => new Header(metric, PageFormat.OpenMetrics))]];

    /// <summary>Writes all series.</summary>
    internal void Write(MetricSample sample, PageFormat format, Page page)
    {
        page.Write(format == PageFormat.OpenMetrics
            ? "# HELP target The machine.\n# TYPE target info\n"u8
            : "# HELP target_info The machine.\n# TYPE target_info gauge\n"u8);
        Write(page, "target_info"u8, resource.Text, 1, isFractional: false);
        foreach (Metric metric in MetricTable.All)
        {
            ReadOnlySpan<Point> points = sample.Of(metric);
            if (points.IsEmpty) continue;
            Header header = Headers[(int)format][metric.Index];
            page.Write(header.Lines);
            foreach (ref readonly Point point in points) Write(page, header.Name, point.Labels.Text, point.Value, metric.IsFractional);
        }

        if (format == PageFormat.OpenMetrics) page.Write("# EOF\n"u8);
    }

    // process_cpu_time_seconds_total{vmon_group="nginx.service",cpu_mode="user"} 12.25
    private static void Write(Page page, ReadOnlySpan<byte> name, ReadOnlySpan<byte> labels, long value, bool isFractional)
    {
        Span<byte> line = page.Ask(name.Length + labels.Length + LongestNumber);
        name.CopyTo(line);
        labels.CopyTo(line[name.Length..]);
        int length = name.Length + labels.Length;
        line[length++] = (byte)' ';
        length += isFractional ? WriteFraction(line[length..], value) : WriteNumber(line[length..], value);
        line[length++] = (byte)'\n';
        page.Advance(length);
    }

    private static int WriteNumber(Span<byte> text, long value)
    {
        _ = Utf8Formatter.TryFormat(value, text, out int length);
        return length;
    }

    // Exact: 9 digits after the point, without zeros at the end.
    private static int WriteFraction(Span<byte> text, long value)
    {
        int length = 0;
        ulong size = value < 0 ? 0UL - (ulong)value : (ulong)value;
        if (value < 0) text[length++] = (byte)'-';
        (ulong whole, ulong rest) = Math.DivRem(size, (ulong)Nano);
        _ = Utf8Formatter.TryFormat(whole, text[length..], out int digits);
        length += digits;
        if (rest == 0) return length;
        text[length++] = (byte)'.';
        for (ulong place = (ulong)Nano / 10; rest > 0; place /= 10)
        {
            text[length++] = (byte)('0' + (rest / place));
            rest %= place;
        }

        return length;
    }

    /// <summary>What precedes the series of a metric.</summary>
    private sealed class Header
    {
        private readonly byte[] _lines;
        private readonly byte[] _name;

        internal Header(Metric metric, PageFormat format)
        {
            string name = metric.TextName;
            string series = metric.Kind == MetricKind.Counter ? name + "_total" : name;
            string family = format == PageFormat.OpenMetrics ? name : series;
            string type = metric.Kind == MetricKind.Counter ? "counter" : "gauge";
            string unit = format == PageFormat.OpenMetrics && TextNames.UnitOf(metric) is { } known ? $"# UNIT {family} {known}\n" : "";
            _lines = Encoding.UTF8.GetBytes($"# HELP {family} {metric.Description}.\n# TYPE {family} {type}\n{unit}");
            _name = Encoding.UTF8.GetBytes(series);
        }

        /// <summary>HELP, TYPE and UNIT.</summary>
        internal ReadOnlySpan<byte> Lines => _lines;

        /// <summary>Name of its series.</summary>
        internal ReadOnlySpan<byte> Name => _name;
    }
}
