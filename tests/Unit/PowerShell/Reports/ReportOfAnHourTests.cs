using System.Text.Json;
using System.Text.RegularExpressions;
using Vmon.Tests.Engine.Recording;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell.Reports;

/// <summary>The limits of a report, with an hour of 1,000 processes.</summary>
public class ReportOfAnHourTests
{
    // For measurements: VMON_HOUR=/tmp/hour Vmon.Tests -explicit only -method '*Recording_is_kept*'
    [Fact(Explicit = true)]
    public void Recording_is_kept_in_the_directory_of_an_environment_variable() => RecordedHour.Write(Environment.GetEnvironmentVariable("VMON_HOUR")!);

    [Fact]
    public void An_hour_of_a_thousand_processes_stays_below_5_MB_and_keeps_its_peak()
    {
        using TemporaryDirectory directory = new();
        using Shell shell = new();
        string recording = directory.Combine("recording");
        RecordedHour.Write(recording);
        FileInfo[] files = shell.Run<FileInfo>("Export-VmonReport $args[0] -RecordingPath $args[1] -PassThru", directory.Combine("hour.html"), recording);
        Assert.Empty(shell.Warnings);
        Assert.Empty(shell.Errors);
        FileInfo file = Assert.Single(files);
        Assert.InRange(file.Length, 500_000, 5_000_000);
        JsonElement data = JsonDocument.Parse(Regex.Match(File.ReadAllText(file.FullName), """id="data">(.*?)</script>""").Groups[1].Value).RootElement;
        JsonElement usage = data.GetProperty("usage");
        Assert.Equal((RecordedHour.Samples, 4), (usage.GetProperty("samples").GetInt32(), usage.GetProperty("perBucket").GetInt32()));
        JsonElement rows = usage.GetProperty("process").GetProperty("rows");
        JsonElement busiest = rows.EnumerateArray().MaxBy(static row => row[2].ValueKind == JsonValueKind.Null ? -1 : row[2].GetDouble());
        Assert.Equal((RecordedHour.Busiest, RecordedHour.Peak), (busiest[9].GetInt32(), busiest[2].GetDouble()));
        Assert.Equal(RecordedHour.Samples, data.GetProperty("machine").GetProperty("samples").GetInt32());
    }
}
