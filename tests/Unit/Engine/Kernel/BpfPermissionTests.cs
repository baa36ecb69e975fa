using Vmon.Kernel;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Kernel;

public class BpfPermissionTests
{
    [Theory]
    [InlineData("CapEff:\t0000000000200000\nSeccomp:\t0\n", true)]
    [InlineData("CapEff:\t000000c000000000\nSeccomp:\t0\n", true)]
    [InlineData("CapEff:\t000000c000000000\n", true)]
    [InlineData("CapEff:\t0000008000000000\nSeccomp:\t0\n", false)]
    [InlineData("CapEff:\t0000004000000000\nSeccomp:\t0\n", false)]
    [InlineData("CapEff:\t000001fffeffffff\nSeccomp:\t2\n", false)]
    [InlineData("CapEff:\t0000000000000000\nSeccomp:\t0\n", false)]
    [InlineData("Seccomp:\t0\n", false)]
    public void IsEnough_requires_the_capabilities_and_no_seccomp_filter(string status, bool isEnough)
    {
        Assert.True(ProcStatus.TryParse(System.Text.Encoding.ASCII.GetBytes(status), out ProcStatus parsed));
        Assert.Equal(isEnough, BpfPermission.IsEnough(parsed));
    }

    [Theory]
    [InlineData("CapEff:\t000000c000000000\nSeccomp:\t2\n", true)]
    [InlineData("CapEff:\t0000000000000000\nSeccomp:\t2\n", false)]
    public void IsEnough_requires_only_the_capabilities_if_the_filter_does_not_kill(string status, bool isEnough)
    {
        Assert.True(ProcStatus.TryParse(System.Text.Encoding.ASCII.GetBytes(status), out ProcStatus parsed));
        Assert.Equal(isEnough, BpfPermission.IsEnough(parsed, isFilterMild: true));
    }
}
