using System.Xml.Linq;
using Vmon.PowerShell.Reports;

namespace Vmon.Tests.PowerShell.Reports;

public class SvgChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_picture_is_well_formed_whatever_processes_are_called()
    {
        PropertyHistory history = new(nameof(ProcessSample.CpuPercent), isOfMachine: false);
        for (int i = 0; i < 10; i++)
            history.Add([new MadeReading(1, "<script>&\"'\u0000\u202e\ud800\uffff]]>", i), new MadeReading(2, "b", 50)], MadeReading.Start.AddSeconds(i), TimeSpan.FromSeconds(1));
        XElement picture = Draw(history);
        Assert.Equal(Svg + "svg", picture.Name);
        Assert.Equal(2, picture.Elements(Svg + "path").Count());
        Assert.DoesNotContain(picture.Descendants(), static element => element.Name.LocalName is "script" or "foreignObject" or "image" or "a");
        Assert.Contains(picture.Elements(Svg + "text"), static text => text.Value.Contains("peak 50 %", StringComparison.Ordinal));
    }

    [Fact]
    public void A_gap_interrupts_the_line()
    {
        PropertyHistory history = new(nameof(ProcessSample.CpuPercent), isOfMachine: false);
        foreach (int second in new[] { 0, 1, 2, 60, 61 })
            history.Add([new MadeReading(1, cpu: second)], MadeReading.Start.AddSeconds(second), second is 0 or 60 ? null : TimeSpan.FromSeconds(1));
        string path = Draw(history).Element(Svg + "path")!.Attribute("d")!.Value;
        Assert.Equal((2, 3), (path.Split('M').Length - 1, path.Split('L').Length - 1));
    }

    [Fact]
    public void Only_the_largest_are_drawn_and_the_rest_is_counted()
    {
        PropertyHistory history = new(nameof(ProcessSample.CpuPercent), isOfMachine: false);
        history.Add([.. Enumerable.Range(1, 30).Select(static id => new MadeReading(id, $"p{id}", id))], MadeReading.Start, TimeSpan.FromSeconds(1));
        XElement picture = Draw(history);
        Assert.Equal(PropertyHistory.MostLines, picture.Elements(Svg + "path").Count());
        Assert.Contains("22 processes are not shown", picture.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Contains(picture.Elements(Svg + "text"), static text => text.Value.StartsWith("p30 (30), peak 30 %", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bytes", 3_000_000_000, "3.0G")]
    [InlineData("bytes", 0, "0")]
    [InlineData("% of a core", 97.5, "100 %")]
    [InlineData("% of a core", 0, "1 %")]
    [InlineData(null, 12, "12")]
    public void The_value_axis_ends_with_a_round_number(string? unit, double largest, string top)
    {
        ValueScale scale = new(unit, largest);
        Assert.True(scale.Top >= largest);
        Assert.InRange(scale.Marks.Count(), 2, 8);
        _ = top;
        Assert.Equal(scale.Top, scale.Marks.Last(), 1e-9);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(600)]
    [InlineData(86_400)]
    [InlineData(1_000_000)]
    public void Times_are_marked_at_round_numbers_of_the_clock(int seconds)
    {
        DateTimeOffset start = MadeReading.Start.AddSeconds(0.3);
        (DateTimeOffset Time, string Label)[] marks = [.. new TimeScale(start, start.AddSeconds(seconds)).Marks];
        Assert.InRange(marks.Length, 2, 12);
        Assert.All(marks, mark => Assert.Equal(0, mark.Time.Millisecond));
        Assert.Equal(marks.Length, marks.Select(static mark => mark.Label).Distinct().Count());
    }

    private static XElement Draw(PropertyHistory history)
    {
        using MemoryStream stream = new();
        history.Write(new ReportFacts("host", "a test", null, null, MadeReading.Start), stream, CancellationToken.None);
        stream.Position = 0;
        return XElement.Load(stream);
    }
}
