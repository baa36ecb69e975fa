namespace Vmon.Tests.Host;

// Each of these is what pwsh 7.6 -NoProfile exits with.
public class ExitCodeTests
{
    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("& { exit 4 }; 5", 4)]
    [InlineData("throw 'x'", 1)]
    [InlineData("1 +", 1)]
    [InlineData("Get-Module -Bogus; 1", 0)]
    [InlineData("1; Get-Module -Bogus", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-Module -Bogus; 1", 1)]
    [InlineData("/bin/sh -c 'exit 5'", 1)]
    [InlineData("/bin/sh -c 'exit 5'; exit $LASTEXITCODE", 5)]
    public void A_command_exits_as_in_pwsh(string command, int code) => Assert.Equal(code, HostProcess.Run("-Command", command).ExitCode);

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'x'", 1)]
    [InlineData("1 +", 1)]
    [InlineData("Get-Module -Bogus", 0)]
    [InlineData("/bin/sh -c 'exit 5'", 0)]
    public void A_script_exits_as_in_pwsh(string text, int code)
    {
        using ScriptFile script = new(text);
        Assert.Equal(code, HostProcess.Run("-File", script.Path).ExitCode);
    }

    [Theory]
    [InlineData("-Bogus")]
    [InlineData("-Command")]
    [InlineData("-File", "/nonexistent.ps1")]
    [InlineData("Get-VmonProcess")]
    public void A_command_line_that_is_not_understood_exits_64(params string[] arguments)
    {
        HostResult result = HostProcess.Run(arguments);
        Assert.Equal(64, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith("vmon: ", result.Error, StringComparison.Ordinal);
    }
}
