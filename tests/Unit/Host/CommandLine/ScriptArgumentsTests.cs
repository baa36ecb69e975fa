using System.Management.Automation.Runspaces;
using Vmon.Host;

namespace Vmon.Tests.Host.CommandLine;

public class ScriptArgumentsTests
{
    [Fact]
    public void Arguments_are_split_as_pwsh_does()
    {
        CommandParameter[] parsed = [.. ScriptArguments.Parse(["-A", "x:y", "-B:3", "-S:$false", "-C:", "-1", "-", "", "-D:"])];
        Assert.Equal(
            [("-A", null), (null, "x:y"), ("-B", "3"), ("-S", false), ("-C", "-1"), (null, "-"), (null, ""), ("-D", null)],
            parsed.Select(parameter => ((string?)parameter.Name, (object?)parameter.Value)));
    }
}
