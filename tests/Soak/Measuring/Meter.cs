using System.Diagnostics;

namespace Vmon.Soak.Measuring;

/// <summary>Measures this process.</summary>
internal static class Meter
{
    internal static Measurement Take(TimeSpan time, long samples, long faults)
    {
        Collect();
        string?[] targets = [.. Directory.GetFiles("/proc/self/fd").Select(file => new FileInfo(file).LinkTarget)];
        using Process self = Process.GetCurrentProcess();
        int reading = Directory.GetDirectories("/proc/self/task").Count(IsReading);
        return new Measurement(
            time,
            samples,
            faults,
            targets.Length,
            targets.Count(target => target?.StartsWith("/proc", StringComparison.Ordinal) == true && !target.EndsWith("/fd", StringComparison.Ordinal)),
            self.Threads.Count - reading,
            reading,
            GC.GetTotalMemory(forceFullCollection: false),
            self.WorkingSet64,
            self.TotalProcessorTime);
    }

    /// <summary>Collects all garbage and runs the finalizers.</summary>
    internal static void Collect()
    {
        // The first round finalizes, the second frees what was finalized.
        for (int round = 0; round < 2; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static bool IsReading(string thread)
    {
        try
        {
            return File.ReadAllText(thread + "/comm").TrimEnd() == "vmon-reader";
        }
        catch (IOException)
        {
            return false; // the thread has exited
        }
    }
}
