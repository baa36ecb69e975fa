using System.Globalization;
using System.Runtime.InteropServices;

namespace Vmon.Bench;

/// <summary>The machine on which the figures were measured.</summary>
internal static class Machine
{
    internal static string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores ({Processor()}), kernel {Kernel()}, {RuntimeInformation.FrameworkDescription}, {DateTime.Now:yyyy-MM-dd}, load average {LoadAverage()}");

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1] ?? "unknown";

    // 6.18.44-custom-build
    private static string Kernel() => string.Join('.', File.ReadAllText("/proc/sys/kernel/osrelease").Split('.', '-').Take(2));

    private static string LoadAverage() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
