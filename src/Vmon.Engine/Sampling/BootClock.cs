using Vmon.Native;
using Vmon.Parsing;
using Vmon.Proc;

namespace Vmon.Sampling;

/// <summary>
/// The clocks of the sampled machine. Start times count from boot, so wall-clock times are made from the boot time, which is
/// taken once: a step of the wall clock moves no process.
/// </summary>
internal sealed class BootClock(ProcRoot root, TimeProvider time)
{
    /// <summary>Monotonic time for intervals, and wall-clock time for time stamps.</summary>
    internal TimeProvider Time { get; } = time;

    /// <summary>When the machine started; null where a captured tree does not tell.</summary>
    internal DateTimeOffset? BootTime { get; } = root.IsLive ? time.GetUtcNow() - SystemConstants.Uptime : RecordedBootTime(root);

    internal static TimeSpan FromTicks(long clockTicks) => new(clockTicks * SystemConstants.TimeSpanTicksPerTick);

    /// <summary>The wall-clock time of a start, local; null where the boot time is not known, or a captured tree says what cannot be.</summary>
    internal static DateTimeOffset? StartTime(DateTimeOffset? bootTime, long startTicks)
    {
        TimeSpan sinceBoot = FromTicks(startTicks);
        bool isPossible = bootTime is DateTimeOffset boot && sinceBoot >= TimeSpan.Zero && sinceBoot < DateTimeOffset.MaxValue - boot;
        return isPossible ? (bootTime + sinceBoot)?.ToLocalTime() : null;
    }

    private static DateTimeOffset? RecordedBootTime(ProcRoot root)
    {
        ReadBuffer buffer = new();
        return root.Read("stat\0"u8, buffer, out int length) == ReadStatus.Ok
            && MachineStat.BootTime(buffer.First(length)) is long seconds
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
    }
}
