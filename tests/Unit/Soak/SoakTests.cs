using Vmon.Tests.Host;

namespace Vmon.Tests.Soak;

// The soak test of CONTRIBUTING.md for a few seconds, which is long enough to find a deadlock, an inconsistent snapshot or an open descriptor.
public class SoakTests
{
    [Fact]
    public void Soak_run_finishes_without_failures()
    {
        HostResult result = HostProcess.Run(
            HostProcess.With([Repository.Soak, "--seconds", "6", "--pause", "20", "--share", "60"]), "");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains("Passed.", result.Output, StringComparison.Ordinal);
    }
}
