using Vmon.Native;
using Vmon.Parsing;
using Vmon.Proc;

namespace Vmon.Sampling;

/// <summary>
/// The clocks of the sampled machine. Start times count from boot, so wall-clock times are made from the boot time, which is
/// taken once: a step of the wall clock moves no process.
/// </summary>
internal sealed class BootClock
{
    private readonly ProcRoot _root;

    internal BootClock(ProcRoot root, TimeProvider time)
    {
        _root = root;
        Time = time;
        BootTime = root.IsLive ? time.GetUtcNow() - SystemConstants.Uptime : RecordedBootTime();
    }

    /// <summary>Monotonic time for intervals, and wall-clock time for time stamps.</summary>
    internal TimeProvider Time { get; }

    /// <summary>When the machine started; null where a captured tree does not tell.</summary>
    internal DateTimeOffset? BootTime { get; }

    /// <summary>Time since boot, now (when a captured tree was captured); null where that does not tell.</summary>
    internal TimeSpan? Uptime => _root.IsLive ? SystemConstants.Uptime : RecordedUptime();

    internal static TimeSpan FromTicks(long clockTicks) => new(clockTicks * SystemConstants.TimeSpanTicksPerTick);

    private DateTimeOffset? RecordedBootTime()
    {
        ReadBuffer buffer = new();
        return _root.Read("stat\0"u8, buffer, out int length) == ReadStatus.Ok
            && MachineStat.BootTime(buffer.First(length)) is long seconds
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
    }

    private TimeSpan? RecordedUptime()
    {
        ReadBuffer buffer = new();
        return _root.Read("uptime\0"u8, buffer, out int length) == ReadStatus.Ok ? MachineStat.Uptime(buffer.First(length)) : null;
    }
}
