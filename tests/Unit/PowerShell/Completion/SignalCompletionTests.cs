namespace Vmon.Tests.PowerShell.Completion;

public class SignalCompletionTests
{
    [Theory]
    [InlineData("K", "KILL")]
    [InlineData("sigk", "SIGKILL")]
    [InlineData("SIGUSR", "SIGUSR1|SIGUSR2")]
    [InlineData("R", "RTMIN|RTMAX")]
    [InlineData("RTMIN+1", "RTMIN+1|RTMIN+10|RTMIN+11|RTMIN+12|RTMIN+13|RTMIN+14|RTMIN+15")]
    [InlineData("sigrtmax-1", "SIGRTMAX-14|SIGRTMAX-13|SIGRTMAX-12|SIGRTMAX-11|SIGRTMAX-10|SIGRTMAX-1")]
    [InlineData("nothing", "")]
    public void Signal_completion_keeps_the_prefix_style(string word, string completed)
    {
        using Shell shell = new();
        Assert.Equal(completed, string.Join('|', shell.Complete($"Stop-VmonProcess -Signal {word}").Select(one => one.CompletionText)));
    }

    [Fact]
    public void Signal_completion_lists_only_signals_that_can_be_sent()
    {
        using Shell shell = new();
        string[] offered = [.. shell.Complete("Stop-VmonProcess -Signal ").Select(one => one.ListItemText)];
        Assert.Contains("TERM", offered);
        Assert.DoesNotContain("All", offered);
        Assert.DoesNotContain("None", offered);
    }

    [Fact]
    public void Tooltip_shows_the_signal_number()
    {
        using Shell shell = new();
        Assert.Equal("SIGKILL, 9", shell.Complete("Stop-VmonProcess -Signal K").Single().ToolTip);
    }
}
