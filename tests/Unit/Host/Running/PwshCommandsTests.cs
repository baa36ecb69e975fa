using Vmon.Host;

namespace Vmon.Tests.Host.Running;

public class PwshCommandsTests
{
    [Theory]
    [InlineData("Sort-Object", "Sort-Object")]
    [InlineData("out-file", "Out-File")]
    [InlineData("Start-ThreadJob", "Start-ThreadJob")]
    [InlineData("Get-PSReadLineOption", "Get-PSReadLineOption")]
    public void Are_found_in_any_case_and_spelt_as_pwsh_does(string name, string command) => Assert.Equal(command, PwshCommands.Find(name));

    [Theory]
    [InlineData("Get-VmonProcess")]
    [InlineData("Where-Object")]
    [InlineData("Get-Counter")]
    [InlineData("Sort")]
    [InlineData("#")]
    [InlineData("")]
    public void Others_are_not_among_them(string name) => Assert.Null(PwshCommands.Find(name));
}
