using System.Diagnostics;
using System.Globalization;

namespace Vmon.Soak;

/// <summary>Enough sleeping processes that the task stream is used, and shells that start and end processes all the time.</summary>
internal sealed class ChurningLoad : IDisposable
{
    private const int Sleepers = 48;
    private const int Shells = 2;

    private readonly Process[] _shells;

    internal ChurningLoad(TimeSpan pause)
    {
        string rest = pause.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture);
        string churn = $"while :; do (sleep {rest} | cat) & sleep {rest}; done & all=$!; ";
        _shells = [Start($"for i in $(seq {Sleepers}); do sleep 86400 & all=\"$all $!\"; done; "), .. Enumerable.Repeat(churn, Shells).Select(Start)];
    }

    /// <summary>PID of a shell that starts and ends processes.</summary>
    internal int ChurnId => _shells[^1].Id;

    public void Dispose()
    {
        foreach (Process shell in _shells)
        {
            shell.StandardInput.Close();
            shell.WaitForExit();
            shell.Dispose();
        }
    }

    // The shell exits when its input ends, so also when the soak test is killed.
    private static Process Start(string script) =>
        Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{script} read _; kill $all"]) { RedirectStandardInput = true })!;
}
