using Vmon.PowerShell.Text;

namespace Vmon.Tests.PowerShell.Text;

public class CommandTextTests
{
    [Theory]
    [InlineData("sleep", "/usr/bin/sleep 60", "sleep 60")]
    [InlineData("sleep", "/usr/bin/sleep", "sleep")]
    [InlineData("sh", "sh -c /bin/true", "sh -c /bin/true")]
    [InlineData("sh", "/bin/sh -c '/bin/true /x'", "sh -c '/bin/true /x'")]
    [InlineData("x", "'/opt/my tools/x' 1", "x: '/opt/my tools/x' 1")]
    [InlineData("x", "/ 1", "x: / 1")]
    [InlineData("x", "/", "x: /")]
    [InlineData("kthreadd", null, "[kthreadd]")]
    [InlineData("kthreadd", "", "[kthreadd]")]
    [InlineData("a", "a\u001b[2J", "a\\x1b[2J")]
    [InlineData("gunicorn", "/usr/bin/python3 app", "gunicorn: python3 app")]
    [InlineData("bash", "-bash", "bash: -bash")]
    [InlineData("\u0007", "x", "\\x07: x")]
    [InlineData("pool_workqueue_release", null, "[pool_workqueue_release]")]
    public void Command_has_the_name_and_the_arguments_once_and_no_folder(string name, string? commandLine, string expected) =>
        Assert.Equal(expected, CommandText.Of(name, commandLine));

    [Fact]
    public void Short_truncates_very_long_text_without_splitting_characters()
    {
        string shown = CommandText.Of("x", "x " + new string('a', 4093) + "💩" + new string('b', 2_000_000));
        Assert.Equal("x " + new string('a', 4093) + "…", shown);
    }
}
