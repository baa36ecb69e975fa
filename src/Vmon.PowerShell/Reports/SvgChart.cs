using System.Globalization;
using System.Text;
using System.Xml;

namespace Vmon.PowerShell.Reports;

/// <summary>What a picture of one chart shows.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Subtitle">What the samples are.</param>
/// <param name="Unit">Declared unit of the values. Null for none.</param>
/// <param name="Buckets">Its time.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record ChartContent(string Title, string Subtitle, string? Unit, IReadOnlyList<TimeBucket> Buckets, IReadOnlyList<ChartLine> Lines);

/// <summary>A line of a chart.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mean">Its value in a bucket. NaN is unknown.</param>
/// <param name="Max">The largest value of a sample in a bucket.</param>
internal sealed record ChartLine(string Name, Func<int, double> Mean, Func<int, double> Max);

/// <summary>Draws a chart as a picture that stands alone: it has no script and loads nothing, and its background is white wherever it is shown.</summary>
internal static class SvgChart
{
    private const int Width = 960;
    private const int Left = 78;
    private const int Right = 24;
    private const int Top = 66;
    private const int PlotHeight = 300;
    private const int LegendRow = 20;
    private const int LegendColumns = 3;

    private static readonly string[] Colours = ["#2f6db5", "#d9720b", "#2e8540", "#c03a3a", "#7a57b0", "#8a6138", "#c2569b", "#5f6b76"];

    /// <summary>Writes it.</summary>
    internal static void Write(ChartContent content, Stream stream)
    {
        ValueScale values = new(content.Unit, Largest(content));
        TimeScale times = new(content.Buckets[0].First, content.Buckets[^1].Last);
        int height = Top + PlotHeight + 34 + (((content.Lines.Count + LegendColumns - 1) / LegendColumns) * LegendRow) + 14;
        using XmlWriter xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CloseOutput = false });
        xml.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        Attributes(xml, ("viewBox", $"0 0 {Width} {height}"), ("width", $"{Width}"), ("height", $"{height}"), ("role", "img"), ("font-family", "system-ui, 'Segoe UI', 'DejaVu Sans', Arial, sans-serif"), ("font-size", "13"));
        xml.WriteElementString("title", Valid(content.Title));
        xml.WriteElementString("desc", Valid(content.Subtitle));
        Element(xml, "rect", ("width", "100%"), ("height", "100%"), ("fill", "#ffffff"));
        Text(xml, 24, 28, content.Title, "#1b1f24", ("font-size", "18"), ("font-weight", "600"));
        Text(xml, 24, 48, content.Subtitle, "#57606a");
        DrawGrid(xml, values, times);
        for (int i = 0; i < content.Lines.Count; i++) DrawLine(xml, content, i, values, times);
        DrawLegend(xml, content, values);
        xml.WriteEndElement();
    }

    private static double Largest(ChartContent content)
    {
        double largest = 0;
        foreach (ChartLine line in content.Lines)
            for (int i = 0; i < content.Buckets.Count; i++)
                if (line.Max(i) > largest) largest = line.Max(i);
        return largest;
    }

    private static void DrawGrid(XmlWriter xml, ValueScale values, TimeScale times)
    {
        foreach (double value in values.Marks)
        {
            double y = Y(values, value);
            Element(xml, "line", ("x1", $"{Left}"), ("x2", $"{Width - Right}"), ("y1", Number(y)), ("y2", Number(y)), ("stroke", value == 0 ? "#8c959f" : "#e4e7eb"));
            Text(xml, Left - 8, y + 4, values.Format(value), "#57606a", ("text-anchor", "end"));
        }

        foreach ((DateTimeOffset time, string label) in times.Marks)
        {
            double x = X(times, time);
            Element(xml, "line", ("x1", Number(x)), ("x2", Number(x)), ("y1", $"{Top + PlotHeight}"), ("y2", $"{Top + PlotHeight + 5}"), ("stroke", "#8c959f"));
            Text(xml, x, Top + PlotHeight + 20, label, "#57606a", ("text-anchor", "middle"));
        }
    }

    // Means are a line; a dot marks where the largest value of a bucket is clearly above.
    private static void DrawLine(XmlWriter xml, ChartContent content, int index, ValueScale values, TimeScale times)
    {
        ChartLine line = content.Lines[index];
        string colour = Colours[index % Colours.Length];
        StringBuilder path = new();
        bool isDrawn = false;
        int highest = -1;
        for (int i = 0; i < content.Buckets.Count; i++)
        {
            TimeBucket bucket = content.Buckets[i];
            double value = line.Mean(i);
            if (bucket.IsAfterGap || double.IsNaN(value)) isDrawn = false;
            if (double.IsNaN(value)) continue;
            double x = X(times, bucket.First + ((bucket.Last - bucket.First) / 2));

            // A point between two gaps is a line of no length, with round ends.
            path.Append(CultureInfo.InvariantCulture, $"{(isDrawn ? 'L' : 'M')}{Number(x)} {Number(Y(values, value))}{(isDrawn ? "" : "h0")}");
            isDrawn = true;
            if (highest < 0 || line.Max(i) > line.Max(highest)) highest = i;
        }

        if (highest < 0) return;
        Element(xml, "path", ("d", path.ToString()), ("fill", "none"), ("stroke", colour), ("stroke-width", "1.8"), ("stroke-linejoin", "round"), ("stroke-linecap", "round"));
        TimeBucket peak = content.Buckets[highest];
        Element(xml, "circle", ("cx", Number(X(times, peak.First + ((peak.Last - peak.First) / 2)))), ("cy", Number(Y(values, line.Max(highest)))), ("r", "3.2"), ("fill", colour));
    }

    private static void DrawLegend(XmlWriter xml, ChartContent content, ValueScale values)
    {
        const int Column = (Width - Left - Right) / LegendColumns;
        for (int i = 0; i < content.Lines.Count; i++)
        {
            int x = Left + (i % LegendColumns * Column);
            int y = Top + PlotHeight + 48 + (i / LegendColumns * LegendRow);
            Element(xml, "rect", ("x", $"{x}"), ("y", $"{y - 9}"), ("width", "10"), ("height", "10"), ("rx", "2"), ("fill", Colours[i % Colours.Length]));
            ChartLine line = content.Lines[i];
            double most = Enumerable.Range(0, content.Buckets.Count).Select(line.Max).Where(static value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Max();
            Text(xml, x + 16, y, $"{(line.Name.Length > 26 ? line.Name[..25] + "…" : line.Name)}, peak {(double.IsNaN(most) ? "-" : values.Format(most))}", "#1b1f24");
        }
    }

    private static double X(TimeScale times, DateTimeOffset time) => Left + (times.Part(time) * (Width - Left - Right));

    private static double Y(ValueScale values, double value) => Top + (PlotHeight * (1 - (value / values.Top)));

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static void Text(XmlWriter xml, double x, double y, string text, string colour, params (string Name, string Value)[] more)
    {
        xml.WriteStartElement("text");
        Attributes(xml, [("x", Number(x)), ("y", Number(y)), ("fill", colour), .. more]);
        xml.WriteString(Valid(text));
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, params (string Name, string Value)[] attributes)
    {
        xml.WriteStartElement(name);
        Attributes(xml, attributes);
        xml.WriteEndElement();
    }

    private static void Attributes(XmlWriter xml, params (string Name, string Value)[] attributes)
    {
        foreach ((string name, string value) in attributes) xml.WriteAttributeString(name, value);
    }

    // XML has no way to write the last two characters of the basic plane.
    private static string Valid(string text) => text.Replace('\uFFFE', '?').Replace('\uFFFF', '?');
}
