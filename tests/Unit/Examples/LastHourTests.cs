using Vmon.Tests.Engine.Recording;
using Vmon.Tests.PowerShell;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Examples;

public class LastHourTests
{
    [Fact]
    public void Report_has_the_time_before_the_end_of_the_recording_and_the_name_of_the_machine()
    {
        using TemporaryDirectory directory = new();
        using Shell shell = new();
        RecordedNight.Write(directory.Combine("night"));
        FileInfo[] files = shell.Run<FileInfo>(
            "& $args[0] $args[1] $args[2] -Last 4:00:00", Path.Combine(Repository.Root, "examples", "Export-LastHour.ps1"), directory.Combine("night"), directory.Path);
        Assert.Empty(shell.Errors);

        // From 03:00 to 07:00 in Berlin: with the exits of curl, without tar, which ended at 02:40.
        FileInfo file = Assert.Single(files);
        Assert.Equal("db1-20260102T060000Z.html", file.Name);
        string page = File.ReadAllText(file.FullName);
        Assert.Contains("<title>db1, 2026-01-02 03:00 to 07:00</title>", page, StringComparison.Ordinal);
        Assert.Contains("\"samples\":2881", page, StringComparison.Ordinal);
        Assert.Contains("\"failed\":31", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"tar\"", page, StringComparison.Ordinal);
    }
}
