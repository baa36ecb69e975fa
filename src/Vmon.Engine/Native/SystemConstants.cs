namespace Vmon.Native;

/// <summary>Constants of the kernel, and limits of this process.</summary>
internal static unsafe class SystemConstants
{
    /// <summary>Clock ticks per second of the times in /proc (USER_HZ, nearly always 100).</summary>
    internal static readonly long TicksPerSecond = Math.Max(1, Libc.SysConf(Libc.ClockTicksPerSecond));

    /// <summary>Bytes per page of the sizes in statm.</summary>
    internal static readonly long PageSize = Environment.SystemPageSize;

    /// <summary>Current soft limit of descriptors of this process.</summary>
    internal static long OpenFileLimit
    {
        get
        {
            ResourceLimit limit;
            return Libc.GetRLimit(Libc.LimitOpenFiles, &limit) == 0 ? (long)Math.Min(limit.Soft, int.MaxValue) : 256;
        }
    }

    /// <summary>Nanoseconds per clock tick.</summary>
    internal static readonly long NanosecondsPerTick = 1_000_000_000 / TicksPerSecond;

    /// <summary>Time since boot, suspended time included (CLOCK_BOOTTIME).</summary>
    internal static TimeSpan Uptime => new(NanosecondsSinceBoot / TimeSpan.NanosecondsPerTick);

    /// <summary>The same in nanoseconds, as the kernel has the start of processes.</summary>
    internal static long NanosecondsSinceBoot => Nanoseconds(Libc.ClockBootTime);

    /// <summary>Nanoseconds since boot without suspended time (CLOCK_MONOTONIC).</summary>
    internal static long MonotonicNanoseconds => Nanoseconds(Libc.ClockMonotonic);

    private static long Nanoseconds(int clock)
    {
        TimeSpec time;
        _ = Libc.ClockGetTime(clock, &time);
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }
}

/// <summary>struct rlimit of 64-bit Linux.</summary>
internal struct ResourceLimit
{
    internal ulong Soft;
    internal ulong Hard;
}

/// <summary>struct timespec of 64-bit Linux.</summary>
internal struct TimeSpec
{
    internal long Seconds;
    internal long Nanoseconds;

    internal readonly long TotalNanoseconds => (Seconds * TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerSecond) + Nanoseconds;
}
