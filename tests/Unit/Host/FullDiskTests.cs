using Vmon.Tests.Workloads;

namespace Vmon.Tests.Host;

/// <summary>A file system of one page, which is too small for a report.</summary>
public class FullDiskTests
{
    private const string Mount = "unshare -m /bin/sh -c 'mount -t tmpfs -o size=4k none \"$0\" && exec \"$@\"'";

    private const string Script =
        """
        $session = Start-VmonSession a
        try { Export-VmonDiagnostic $env:PLACE/report -Session a } catch { "$($_.FullyQualifiedErrorId): $($_.Exception.Message)" -replace " : .*" }
        "open $($session.OpenDescriptorCount), watches $($session.WatchCount), there $([IO.File]::Exists("$env:PLACE/report"))"
        """;

    [Fact]
    public void Export_removes_a_partial_report_when_the_disk_is_full()
    {
        using TemporaryDirectory directory = new();
        HostResult probe = HostProcess.RunShell($"{Mount} {directory.Path} /bin/true");
        Assert.SkipWhen(probe.ExitCode != 0, "A tmpfs cannot be mounted: " + probe.Error);
        HostResult result = HostProcess.RunShell($"export PLACE={directory.Path}; {Mount} {directory.Path} \"$VMON\" -c '{Script}'");
        Assert.Equal(
            ["FileNotWritten,Vmon.PowerShell.ExportVmonDiagnosticCommand: No space left on device", "open 0, watches 0, there False"], result.Lines);
    }
}
