using System.Diagnostics;
using System.Globalization;

namespace Vmon.Soak;

/// <summary>Processes that sleep, so many that the task stream is worth its opening, and shells that start and end others all the time.</summary>
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

    /// <summary>A shell that starts and ends processes.</summary>
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

    // It ends with its input, and so also when the soak is killed.
    private static Process Start(string script) =>
        Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{script} read _; kill $all"]) { RedirectStandardInput = true })!;
}
