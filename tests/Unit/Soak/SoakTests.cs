using Vmon.Tests.Host;

namespace Vmon.Tests.Soak;

// A few seconds of what CONTRIBUTING.md says how to run for an hour: long enough for a deadlock, a torn snapshot, and what is left open.
public class SoakTests
{
    [Fact]
    public void All_of_it_at_once_holds()
    {
        HostResult result = HostProcess.Run(
            HostProcess.With([Repository.Soak, "--seconds", "6", "--pause", "20", "--share", "60"]), "");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains("It holds.", result.Output, StringComparison.Ordinal);
    }
}
