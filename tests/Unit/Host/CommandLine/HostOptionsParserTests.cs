using Vmon.Host;

namespace Vmon.Tests.Host.CommandLine;

public class HostOptionsParserTests
{
    [Theory]
    [InlineData("-Command")]
    [InlineData("-c")]
    [InlineData("--command")]
    [InlineData("-Comm")]
    public void A_command_is_all_that_follows(string name)
    {
        HostOptions options = HostOptionsParser.Parse(["-NoProfile", "-o", "json", name, "Get-VmonProcess", "-Id", "1"], hasInput: true);
        Assert.Equal((HostMode.Command, "Get-VmonProcess -Id 1", OutputFormat.Json), (options.Mode, options.Target, options.Format));
    }

    [Theory]
    [InlineData("-File", "a.ps1", "-File", "x")]
    [InlineData("-f", "a.ps1", "-File", "x")]
    [InlineData("a.ps1", "-File", "x")]
    public void A_script_takes_the_arguments_that_follow(params string[] arguments)
    {
        HostOptions options = HostOptionsParser.Parse(arguments, hasInput: false);
        Assert.Equal((HostMode.File, "a.ps1"), (options.Mode, options.Target));
        Assert.Equal(["-File", "x"], options.Arguments);
    }

    [Theory]
    [InlineData]
    [InlineData("-")]
    [InlineData("-Command", "-")]
    [InlineData("-File", "-")]
    [InlineData("-OutputFormat", "Text")]
    public void Standard_input_is_read_unless_it_is_a_terminal(params string[] arguments)
    {
        Assert.Equal(HostMode.StandardInput, HostOptionsParser.Parse(arguments, hasInput: true).Mode);
        Assert.Equal(HostMode.Invalid, HostOptionsParser.Parse(arguments, hasInput: false).Mode);
    }

    [Theory]
    [InlineData("-Bogus")]
    [InlineData("-Commander", "1")]
    [InlineData("-Command")]
    [InlineData("-Command", "-", "1")]
    [InlineData("-File")]
    [InlineData("-OutputFormat")]
    [InlineData("-OutputFormat", "Xml")]
    [InlineData("-OutputFormat", "1")]
    public void What_is_not_understood_is_said(params string[] arguments) =>
        Assert.NotNull(HostOptionsParser.Parse(arguments, hasInput: true).Error);

    [Theory]
    [InlineData("-?", HostMode.Help)]
    [InlineData("-h", HostMode.Help)]
    [InlineData("--help", HostMode.Help)]
    [InlineData("-v", HostMode.Version)]
    [InlineData("--version", HostMode.Version)]
    public void Help_and_version_are_modes(string argument, object mode) =>
        Assert.Equal(mode, HostOptionsParser.Parse([argument], hasInput: false).Mode);
}
