using Vmon.Native;

namespace Vmon.Metrics.Sampling;

/// <summary>The CPU clock of the current thread.</summary>
internal static unsafe class ThreadCpu
{
    /// <summary>Nanoseconds.</summary>
    internal static long Now
    {
        get
        {
            TimeSpec time = default;
            _ = Libc.ClockGetTime(Libc.ClockThreadCpuTime, &time);
            return time.TotalNanoseconds;
        }
    }
}
