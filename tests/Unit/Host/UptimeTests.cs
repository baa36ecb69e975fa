using System.Globalization;

namespace Vmon.Tests.Host;

/// <summary>Clocks of a kernel with 500 days of uptime, in a time namespace, which also changes the times in /proc.</summary>
public class UptimeTests
{
    private const int Days = 500;

    private const string Script =
        "unshare -T --fork --boottime {0} --monotonic {0} true 2>/dev/null || exit 77; unshare -T --fork --boottime {0} --monotonic {0} $VMON -c"
        + " \"(Get-VmonProcess -Id \\$PID).StartTime.ToString('o'); (Get-VmonSession).BootTime.ToString('o'); (Get-VmonSystem).Uptime.Days;"
        + " (Watch-VmonProcess -Id \\$PID -Count 3 -Interval 0.1).Interval.TotalSeconds; \\$null = Watch-VmonProcess -Count 4 -Interval 0.05; (Get-VmonSession).EventSource\"";

    [Fact]
    public void Times_are_correct_after_500_days_of_uptime()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root to create a time namespace.");
        HostResult result = HostProcess.RunShell(Script.Replace("{0}", $"{Days * 86_400}", StringComparison.Ordinal));
        Assert.SkipWhen(result.ExitCode == 77, "The kernel has no time namespaces.");
        string[] lines = [.. result.Lines.Where(line => line.Length > 0)];
        Assert.Equal(6, lines.Length);
        Assert.InRange(DateTimeOffset.Now - DateTimeOffset.Parse(lines[0], CultureInfo.InvariantCulture), TimeSpan.Zero, TimeSpan.FromMinutes(5));
        DateTimeOffset boot = DateTimeOffset.Now - TimeSpan.FromMilliseconds(Environment.TickCount64) - TimeSpan.FromDays(Days);
        Assert.InRange((boot - DateTimeOffset.Parse(lines[1], CultureInfo.InvariantCulture)).Duration(), TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Assert.InRange(int.Parse(lines[2], CultureInfo.InvariantCulture), Days, Days + (int)TimeSpan.FromMilliseconds(Environment.TickCount64).TotalDays + 1);
        Assert.All(lines[3..^1], elapsed => Assert.InRange(double.Parse(elapsed, CultureInfo.InvariantCulture), 0.01, 300));
        Assert.Equal("None", lines[^1]); // Passes and events have the times of the initial namespace.
    }
}
