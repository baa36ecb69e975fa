using Vmon.Tests.Engine.Recording;
using Vmon.Tests.PowerShell;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Examples;

public sealed class NightReportTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Shell _shell = new();

    public NightReportTests() => RecordedNight.Write(_directory.Path);

    public void Dispose()
    {
        _shell.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Report_has_what_each_program_used_between_22_00_and_06_00()
    {
        string[] lines = Report("-First 4");
        Assert.Equal(
            [
                "tar 1 00:24:00 55.1 60 02:00:00 4096000 24000000000 0 0",
                "postgres 1 00:19:12.2000000 44.1 4 22:00:00 204800000 0 47194112 0",
                "indexer 1 00:00:18 0.7 2 03:05:00 737280000 0 0 1",
                "curl 30 00:00:03 0.1 2 03:00:00 1228800 0 0 30",
            ],
            lines);
    }

    [Fact]
    public void Report_of_a_range_has_only_what_was_used_in_it()
    {
        Assert.Equal(["postgres 1 00:00:12.2000000 64.6 4 03:05:00 204800000 0 499712 0", "indexer 1 00:00:06.1000000 32.3 2 03:05:00 249856000 0 0 0"], Report("-StartTime 03:05 -EndTime 03:10 -First 2")[..2]);
    }

    private string[] Report(string arguments)
    {
        string[] lines =
        [
            .. _shell.Run(
                $"& '{Path.Combine(Repository.Root, "examples", "Get-NightReport.ps1")}' '{_directory.Path}' {arguments} | ForEach-Object {{ \"$($_.ProcessName) $($_.Processes) $($_.CpuTime) $($_.CpuShare) "
                + "$($_.MaxCpuPercent) $($_.BusiestTime.ToString('HH:mm:ss')) $($_.MaxWorkingSet) $($_.IoRead) $($_.IoWrite) $($_.Failed)\" }").Select(static line => $"{line}"),
        ];
        Assert.Empty(_shell.Errors);
        return lines;
    }
}
