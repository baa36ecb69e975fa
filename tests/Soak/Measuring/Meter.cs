using System.Diagnostics;

namespace Vmon.Soak.Measuring;

/// <summary>Measures this process.</summary>
internal static class Meter
{
    internal static Measurement Take(TimeSpan time, long samples, long faults)
    {
        // The first finds what has to be finalized, the second frees it.
        for (int round = 0; round < 2; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        string?[] targets = [.. Directory.GetFiles("/proc/self/fd").Select(file => new FileInfo(file).LinkTarget)];
        using Process self = Process.GetCurrentProcess();
        return new Measurement(
            time,
            samples,
            faults,
            targets.Length,
            targets.Count(target => target?.StartsWith("/proc", StringComparison.Ordinal) == true && !target.EndsWith("/fd", StringComparison.Ordinal)),
            self.Threads.Count,
            GC.GetTotalMemory(forceFullCollection: false),
            self.WorkingSet64,
            self.TotalProcessorTime);
    }
}
