using Vmon.Tests.Host;

namespace Vmon.Tests.Soak;

// A few seconds of what CONTRIBUTING.md says how to run for an hour: long enough for a deadlock, a torn snapshot, and what is left open.
public class SoakTests
{
    [Fact]
    public void Soak_run_finishes_without_failures()
    {
        HostResult result = HostProcess.Run(
            HostProcess.With([Repository.Soak, "--seconds", "6", "--pause", "20", "--share", "60"]), "");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains("It holds.", result.Output, StringComparison.Ordinal);
    }
}
