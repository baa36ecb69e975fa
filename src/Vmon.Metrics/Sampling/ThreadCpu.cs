using System.Runtime.InteropServices;

namespace Vmon.Metrics.Sampling;

/// <summary>The CPU clock of the current thread.</summary>
internal static unsafe partial class ThreadCpu
{
    private const int ThreadClock = 3; // CLOCK_THREAD_CPUTIME_ID
    private const long Nano = 1_000_000_000;

    /// <summary>Nanoseconds. 0 if unknown.</summary>
    internal static long Now
    {
        get
        {
            long* time = stackalloc long[2];
            return ClockGetTime(ThreadClock, time) == 0 ? (time[0] * Nano) + time[1] : 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, long* time);
}
