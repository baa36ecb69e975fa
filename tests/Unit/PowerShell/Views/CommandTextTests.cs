using Vmon.PowerShell;

namespace Vmon.Tests.PowerShell.Views;

public class CommandTextTests
{
    [Theory]
    [InlineData("sleep", "/usr/bin/sleep 60", "sleep 60")]
    [InlineData("sleep", "/usr/bin/sleep", "sleep")]
    [InlineData("sh", "sh -c /bin/true", "sh -c /bin/true")]
    [InlineData("sh", "/bin/sh -c '/bin/true /x'", "sh -c '/bin/true /x'")]
    [InlineData("x", "'/opt/my tools/x' 1", "'/opt/my tools/x' 1")]
    [InlineData("x", "/ 1", "/ 1")]
    [InlineData("x", "/", "/")]
    [InlineData("kthreadd", null, "[kthreadd]")]
    [InlineData("kthreadd", "", "[kthreadd]")]
    [InlineData("a", "a\u001b[2J", "a\\x1b[2J")]
    public void The_folder_of_the_program_takes_no_space(string name, string? commandLine, string expected) =>
        Assert.Equal(expected, CommandText.Short(name, commandLine));

    [Theory]
    [InlineData("sleep", "/usr/bin/sleep 60", "sleep 60")]
    [InlineData("gunicorn", "/usr/bin/python3 app", "gunicorn: python3 app")]
    [InlineData("bash", "-bash", "bash: -bash")]
    [InlineData("kthreadd", null, "[kthreadd]")]
    [InlineData("\u0007", "x", "\\x07: x")]
    public void The_name_stands_before_a_command_line_that_does_not_begin_with_it(string name, string? commandLine, string expected) =>
        Assert.Equal(expected, CommandText.Named(name, commandLine));

    [Fact]
    public void Of_megabytes_only_the_beginning_is_looked_at_and_no_character_is_split()
    {
        string shown = CommandText.Short("x", "x " + new string('a', 4093) + "💩" + new string('b', 2_000_000));
        Assert.Equal("x " + new string('a', 4093) + "…", shown);
    }
}
