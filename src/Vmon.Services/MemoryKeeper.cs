using System.Diagnostics;

namespace Vmon.Services;

/// <summary>
/// Returns memory to the kernel after a burst of processes. The heap grows with the processes that start and exit between two samples, and the collector alone keeps that
/// memory for long, because a service hardly allocates otherwise.
/// </summary>
internal sealed class MemoryKeeper
{
    private const long Most = 56L << 20;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private long _lookedAt = Stopwatch.GetTimestamp();

    /// <summary>Looks from time to time, and collects if the process has become large.</summary>
    internal void Keep()
    {
        if (Stopwatch.GetElapsedTime(_lookedAt) < Every) return;
        _lookedAt = Stopwatch.GetTimestamp();
        if (Environment.WorkingSet > Most) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
