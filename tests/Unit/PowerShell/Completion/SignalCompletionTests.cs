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
    public void A_signal_is_completed_as_it_was_begun(string word, string completed)
    {
        using Shell shell = new();
        Assert.Equal(completed, string.Join('|', shell.Complete($"Stop-VmonProcess -Signal {word}").Select(one => one.CompletionText)));
    }

    [Fact]
    public void Only_what_can_be_sent_is_offered()
    {
        using Shell shell = new();
        string[] offered = [.. shell.Complete("Stop-VmonProcess -Signal ").Select(one => one.ListItemText)];
        Assert.Contains("TERM", offered);
        Assert.DoesNotContain("All", offered);
        Assert.DoesNotContain("None", offered);
    }

    [Fact]
    public void The_tooltip_has_the_number()
    {
        using Shell shell = new();
        Assert.Equal("SIGKILL, 9", shell.Complete("Stop-VmonProcess -Signal K").Single().ToolTip);
    }
}
