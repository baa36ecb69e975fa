using System.Globalization;
using Vmon.Native;

namespace Vmon.Tests.Engine.Native;

public class SystemConstantsTests
{
    [Fact]
    public void Uptime_equals_proc_uptime()
    {
        TimeSpan before = Recorded();
        TimeSpan uptime = SystemConstants.Uptime;
        TimeSpan after = Recorded();

        // The file is rounded down to hundredths.
        Assert.InRange(uptime, before, after + TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public void OpenFileLimit_equals_proc_limits()
    {
        string line = File.ReadLines("/proc/self/limits").Single(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        string soft = line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        Assert.Equal(soft == "unlimited" ? int.MaxValue : Math.Min(long.Parse(soft, CultureInfo.InvariantCulture), int.MaxValue), SystemConstants.OpenFileLimit);
    }

    private static TimeSpan Recorded() =>
        TimeSpan.FromSeconds(double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture));
}
