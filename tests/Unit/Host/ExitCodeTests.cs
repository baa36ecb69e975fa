namespace Vmon.Tests.Host;

// The expected exit codes are those of pwsh 7.6 -NoProfile.
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
    public void Command_exit_code_equals_that_of_pwsh(string command, int code) => Assert.Equal(code, HostProcess.Run("-Command", command).ExitCode);

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'x'", 1)]
    [InlineData("1 +", 1)]
    [InlineData("Get-Module -Bogus", 0)]
    [InlineData("/bin/sh -c 'exit 5'", 0)]
    public void Script_exit_code_equals_that_of_pwsh(string text, int code)
    {
        using ScriptFile script = new(text);
        Assert.Equal(code, HostProcess.Run("-File", script.Path).ExitCode);
    }

    [Theory]
    [InlineData("-Bogus")]
    [InlineData("-Command")]
    [InlineData("-File", "/nonexistent.ps1")]
    [InlineData("-File", "")]
    [InlineData("Get-VmonProcess")]
    public void Invalid_command_line_exits_with_64(params string[] arguments)
    {
        HostResult result = HostProcess.Run(arguments);
        Assert.Equal(64, result.ExitCode);
        Assert.NotEmpty(result.Error);
    }

    [Theory]
    [InlineData("#requires -Version 99", 1, "99.0")]
    [InlineData("#requires -Modules NoSuchModule", 1, "NoSuchModule")]
    [InlineData("#requires -PSEdition Desktop", 1, "Desktop")]
    [InlineData("#requires -Version 7.4 -Modules Vmon -PSEdition Core", 0, "")]
    public void Script_with_unmet_requirements_is_not_run(string requirement, int code, string error)
    {
        using ScriptFile script = new(requirement + "\n'ran'");
        HostResult result = HostProcess.Run("-File", script.Path);
        Assert.Equal((code, code == 0), (result.ExitCode, result.Output.Contains("ran", StringComparison.Ordinal)));
        Assert.Contains(error, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_that_cannot_be_read_is_an_error()
    {
        HostResult result = HostProcess.RunShell("$VMON < /");
        Assert.Equal(64, result.ExitCode);
        Assert.StartsWith("vmon: Cannot read standard input: ", result.Error, StringComparison.Ordinal);
    }
}
