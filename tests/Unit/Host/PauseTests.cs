using System.Diagnostics;
using System.Globalization;

namespace Vmon.Tests.Host;

public class PauseTests
{
    [Fact]
    public void Watch_after_SIGSTOP_and_SIGCONT_counts_missed_samples_without_replaying_them()
    {
        using HostProcess host = HostProcess.Start(
            "-c", "'go'; Watch-VmonProcess -Id $PID -Interval 0.05 -Count 12 | ForEach-Object { $_.Interval.TotalSeconds }; (Get-VmonSession).MissedSampleCount");
        Assert.Equal("go", host.ReadLine());
        Assert.NotNull(host.ReadLine()); // the first sample has no interval
        Shell($"kill -STOP {host.Id}; sleep 1; kill -CONT {host.Id}");
        HostResult result = host.End();
        double[] lines = [.. result.Lines.Where(line => line.Length > 0).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        Assert.InRange(lines[^1], 10, double.MaxValue);
        Assert.InRange(lines[..^1].Max(), 0.5, double.MaxValue);
        Assert.Equal(10, lines[..^1].Length);
    }

    [Fact]
    public void Cmdlets_work_in_constrained_language()
    {
        HostResult result = HostProcess.Run(
            "-c",
            "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; $s = Start-VmonSession a; (Get-VmonProcess -Session $s -Id $PID).ProcessName; "
            + "(Get-VmonTree -Id $PID).Name; (Get-VmonSystem).Sample; (Get-VmonFile -Id $PID)[0].Descriptor; Stop-VmonSession a; "
            + "Watch-VmonProcess -Id $PID -Count 2 -Interval 0.05 | Where-Object CpuPercent -GE 0 | ForEach-Object { $_.ProcessName }; $ExecutionContext.SessionState.LanguageMode");
        Assert.Empty(result.Error);
        Assert.Equal(["vmon", "vmon", "1", "0", "vmon", "ConstrainedLanguage"], result.Lines);
    }

    private static void Shell(string script)
    {
        using Process shell = Process.Start("/bin/sh", ["-c", script]);
        shell.WaitForExit();
    }
}
