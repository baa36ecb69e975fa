using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Vmon.PowerShell.Reports;

namespace Vmon.Tests.PowerShell.Reports;

public sealed partial class ReportPageTests
{
    private const string Hostile = "</script><script>alert(1)</script><!-- \u202e \" ' & \u0007 \ud800 {{script}}";

    private static readonly ReportFacts Facts = new(Hostile, "a test", null, null, MadeReading.Start);

    [Fact]
    public void The_policy_permits_exactly_the_script_and_the_style_of_the_page()
    {
        string page = Page(Of(new MadeReading(1)));
        string policy = Single(Policy(), page);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src 'sha256-{HashOf(Single(Script(), page))}'", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src 'sha256-{HashOf(Single(Style(), page))}'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_loads_nothing()
    {
        string page = Page(Of(new MadeReading(1)));
        Assert.DoesNotMatch(Loading(), page);
    }

    [Fact]
    public void Hostile_names_are_inert_and_printable()
    {
        string page = Page(Of(new MadeReading(1, Hostile) { Command = Hostile, In = Hostile }));
        Assert.Equal(2, Count(page, "<script"));
        Assert.Equal(2, Count(page, "</script"));
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        JsonElement data = DataOf(page);
        Assert.Contains(data.GetProperty("texts").EnumerateArray(), text => text.GetString() == @"</script><script>alert(1)</script><!-- \u202e "" ' & \x07 \x00 {{script}}");
    }

    [Fact]
    public void Data_has_the_figures_of_the_samples()
    {
        ReportData report = new(keepsArguments: true);
        for (int i = 0; i < 5; i++) report.Add([new MadeReading(1, "a", 1.25 * i, 4096 * i), new MadeReading(2, "b", 0.5, 8192)], MadeReading.Start.AddSeconds(i), i == 0 ? null : TimeSpan.FromSeconds(1));
        JsonElement usage = DataOf(Page(report)).GetProperty("usage");
        JsonElement top = usage.GetProperty("process").GetProperty("top");
        Assert.Equal([null, 1.25, 2.5, 3.75, 5], Values(top[0][0]));
        Assert.Equal([8192, 8192, 8192, 8192, 8192], Values(top[1][1]));
        Assert.Equal([null, 1.75, 3, 4.25, 5.5], Values(usage.GetProperty("total")[0]));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(5.0, true)]
    public void A_machine_without_a_known_figure_has_no_charts(double? cpu, bool hasMachine)
    {
        PSObject machine = new();
        machine.Properties.Add(new PSNoteProperty(nameof(SystemSample.Timestamp), MadeReading.Start));
        machine.Properties.Add(new PSNoteProperty(nameof(SystemSample.Interval), TimeSpan.FromSeconds(1)));
        machine.Properties.Add(new PSNoteProperty(nameof(SystemSample.UserPercent), cpu));
        ReportData report = Of(new MadeReading(1));
        report.AddMachine(machine);
        Assert.Equal(hasMachine, DataOf(Page(report)).TryGetProperty("machine", out _));
    }

    [Fact]
    public void A_gap_is_unknown_between_two_buckets()
    {
        ReportData report = new(keepsArguments: true);
        report.Add([new MadeReading(1, memory: 4096)], MadeReading.Start, null);
        report.Add([new MadeReading(1, memory: 4096)], MadeReading.Start.AddSeconds(1), TimeSpan.FromSeconds(1));
        report.Add([new MadeReading(1, memory: 4096)], MadeReading.Start.AddSeconds(61), null);
        JsonElement data = DataOf(Page(report));
        Assert.Equal([0, 1000, 30_000, 30_000], data.GetProperty("usage").GetProperty("times").EnumerateArray().Select(static time => time.GetInt64()));
        Assert.Equal([4096, 4096, null, 4096], Values(data.GetProperty("usage").GetProperty("total")[1]));
        Assert.Equal("""[[1000,"gap",60]]""", data.GetProperty("events").GetRawText());
    }

    [Fact]
    public void Size_stays_below_the_limit_with_many_hostile_processes()
    {
        ReportData report = new(keepsArguments: true);
        string odd = string.Concat(Enumerable.Repeat("\U000e0001<", 2000));
        for (int i = 0; i < 3; i++)
        {
            report.Add(
                [.. Enumerable.Range(1, 20_000).Select(id => new MadeReading(id, $"{id}{odd}", id, id * 4096, id) { Command = $"{id} {odd}", In = $"{id}{odd}" })],
                MadeReading.Start.AddSeconds(i), i == 0 ? null : TimeSpan.FromSeconds(1));
        }

        string page = Page(report);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 100_000, 5_000_000);
        Assert.Equal(20_000 - ReportJson.MostRows, DataOf(page).GetProperty("usage").GetProperty("process").GetProperty("leftOut").GetInt32());
    }

    [Fact]
    public void Writing_ends_when_it_is_cancelled()
    {
        using MemoryStream stream = new();
        Assert.ThrowsAny<OperationCanceledException>(() => Of(new MadeReading(1)).Write(Facts, stream, new CancellationToken(canceled: true)));
    }

    private static ReportData Of(MadeReading reading)
    {
        ReportData report = new(keepsArguments: true);
        report.Add([reading], MadeReading.Start, null);
        return report;
    }

    private static string Page(ReportData report)
    {
        using MemoryStream stream = new();
        report.Write(Facts, stream, CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static JsonElement DataOf(string page) => JsonDocument.Parse(Single(Data(), page)).RootElement;

    private static double?[] Values(JsonElement series)
    {
        double unit = series.GetProperty("unit").GetDouble();
        double sum = 0;
        return [.. series.GetProperty("mean").EnumerateArray().Select(delta => delta.ValueKind == JsonValueKind.Null ? (double?)null : Math.Round((sum += delta.GetDouble()) * unit, 6))];
    }

    private static string HashOf(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Single(Regex regex, string page) => Assert.Single(regex.Matches(page)).Groups[1].Value;

    private static int Count(string page, string text) => page.Split(text).Length - 1;

    [GeneratedRegex("""Content-Security-Policy" content="([^"]+)">""")]
    private static partial Regex Policy();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("""<script type="application/json" id="data">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex Data();

    [GeneratedRegex("""<link|<img|<iframe|\bsrc=|@import|url\(|fetch\(|XMLHttpRequest|innerHTML|insertAdjacentHTML|document\.write|\beval\(""")]
    private static partial Regex Loading();
}
