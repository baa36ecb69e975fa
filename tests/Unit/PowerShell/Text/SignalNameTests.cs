using Vmon.PowerShell.Text;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell.Text;

/// <summary>The numbers are those of kill, of pkill of procps, and of systemd: RTMIN is 34, RTMAX is 64.</summary>
public class SignalNameTests
{
    [Theory]
    [InlineData("RTMIN", 34, "SIGRTMIN")]
    [InlineData("RTMIN+1", 35, "SIGRTMIN+1")]
    [InlineData("SIGRTMIN+1", 35, "SIGRTMIN+1")]
    [InlineData("sigrtmin+15", 49, "SIGRTMIN+15")]
    [InlineData("RTMIN+16", 50, "SIGRTMAX-14")]
    [InlineData("RTMIN+30", 64, "SIGRTMAX")]
    [InlineData("RTMAX-1", 63, "SIGRTMAX-1")]
    [InlineData("rtmax-30", 34, "SIGRTMIN")]
    [InlineData("RTMAX", 64, "SIGRTMAX")]
    [InlineData("SIG35", 35, "SIGRTMIN+1")]
    [InlineData("35", 35, "SIGRTMIN+1")]
    [InlineData("33", 33, "SIG33")]
    [InlineData("term", 15, "SIGTERM")]
    public void Parse_returns_the_signal_with_number_and_name(string text, int number, string name)
    {
        Signals signal = SignalName.Parse(text)!.Value;
        Assert.Equal(number, SignalName.Number(signal));
        Assert.Equal(name, SignalName.Of(signal));
    }

    [Theory]
    [InlineData("RTMIN+31")]
    [InlineData("RTMAX-31")]
    [InlineData("RTMIN-1")]
    [InlineData("RTMAX+1")]
    [InlineData("RTMIN+")]
    [InlineData("RTMIN+999999999999")]
    [InlineData("0")]
    [InlineData("65")]
    [InlineData("TERM,KILL")]
    [InlineData("None")]
    [InlineData("All")]
    [InlineData("")]
    public void Parse_returns_null_for_invalid_signals(string text) => Assert.Null(SignalName.Parse(text));

    [Theory]
    [InlineData("RTMIN+1", 35)]
    [InlineData("SIGRTMAX-1", 63)]
    public void Real_time_signal_is_delivered(string name, int number)
    {
        using PythonProcess process = new(
            $"import signal, sys\nsignal.pthread_sigmask(signal.SIG_BLOCK, [{number}])\nprint('up', flush=True)\nprint(signal.sigwait([{number}]).real, flush=True)");
        Assert.Equal("up", process.ReadLine());
        using Shell shell = new();
        _ = shell.Run($"Stop-VmonProcess -Id $args[0] -Signal {name}", process.Id);
        Assert.Empty(shell.Errors);
        Assert.Equal($"{number}", process.ReadLine());
    }
}
