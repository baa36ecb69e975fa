using System.Text.RegularExpressions;

namespace Vmon.Tests.Host;

// script(1) of util-linux runs a command on a pseudo-terminal.
public partial class TerminalTests
{
    private const string Command = "Watch-VmonProcess -Count 1 -WarningAction Ignore";

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Tables_use_the_terminal_width(int columns)
    {
        string output = OnTerminal(columns, "", Command);
        Assert.Matches(Color(), output);
        int[] widths = [.. Escape().Replace(output, "").Split('\n').Select(line => line.TrimEnd('\r').Length)];
        Assert.InRange(widths.Max(), columns - 10, columns);
    }

    [Fact]
    public void NO_COLOR_disables_colors() => Assert.DoesNotMatch(Color(), OnTerminal(80, "NO_COLOR=1", Command + "; Get-Module -Bogus"));

    private static string OnTerminal(int columns, string environment, string command)
    {
        HostResult result = HostProcess.RunShell(
            $"script -qec \"stty cols {columns} rows 40; unset NO_COLOR; TERM=xterm {environment} $VMON -c '{command}'\" /dev/null < /dev/null");
        Assert.Contains("Sample", result.Output, StringComparison.Ordinal);
        return result.Output;
    }

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Color();

    [GeneratedRegex(@"\x1b(=|>|\[[0-9;?]*[A-Za-z])")]
    private static partial Regex Escape();
}
