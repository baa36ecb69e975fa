using Vmon.Native;
using Vmon.Parsing.Machine;
using Vmon.ProcFs;

namespace Vmon.Sources;

/// <summary>
/// The clocks of the sampled machine. Wall-clock start times are computed from the boot time, which is determined once, so that a step of
/// the wall clock does not move them.
/// </summary>
/// <param name="time">Monotonic time for intervals, and wall-clock time for time stamps.</param>
/// <param name="machine">The machine whose clocks they are.</param>
/// <param name="bootTime">Boot time. Null if unknown.</param>
internal sealed class BootClock(TimeProvider time, SampledMachine machine, DateTimeOffset? bootTime)
{
    internal TimeProvider Time { get; } = time;

    internal SampledMachine Machine { get; } = machine;

    internal DateTimeOffset? BootTime { get; } = bootTime;

    /// <summary>The clocks of a /proc. A captured tree may not contain the boot time.</summary>
    internal static BootClock Of(ProcRoot root, TimeProvider time) =>
        new(time, SampledMachine.Of(root), root.IsLive ? time.GetUtcNow() - SystemConstants.Uptime : RecordedBootTime(root));

    /// <summary>
    /// The wall-clock time of a start. Null if the boot time is unknown, and for a start that a captured tree puts after <paramref name="captured"/>.
    /// </summary>
    /// <param name="startTicks">Clock ticks from boot to the start.</param>
    /// <param name="captured">Time from boot to the capture; null if unknown, and for a live machine.</param>
    internal DateTimeOffset? StartTime(long startTicks, TimeSpan? captured)
    {
        TimeSpan sinceBoot = Machine.FromTicks(startTicks);
        bool isPossible = BootTime is DateTimeOffset boot && sinceBoot >= TimeSpan.Zero && sinceBoot < DateTimeOffset.MaxValue - boot && !(sinceBoot > captured);
        return isPossible ? BootTime + sinceBoot : null;
    }

    /// <summary>The wall-clock time of an event, from nanoseconds since boot. Null if the boot time is unknown.</summary>
    internal DateTimeOffset? TimeOf(long sinceBoot)
    {
        TimeSpan span = new(sinceBoot / TimeSpan.NanosecondsPerTick);
        return BootTime is DateTimeOffset boot && span >= TimeSpan.Zero && span < DateTimeOffset.MaxValue - boot ? boot + span : null;
    }

    /// <summary>Time from boot to the capture. Null for a live machine, and if a captured tree does not contain it.</summary>
    internal static TimeSpan? CapturedUptime(ProcRoot root, ReadBuffer buffer) =>
        !root.IsLive && root.Read("uptime\0"u8, buffer, out int length) == ReadStatus.Ok ? MachineStat.Uptime(buffer.First(length)) : null;

    private static DateTimeOffset? RecordedBootTime(ProcRoot root)
    {
        ReadBuffer buffer = new();
        return root.Read("stat\0"u8, buffer, out int length) == ReadStatus.Ok
            && MachineStat.BootTime(buffer.First(length)) is long seconds
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
    }
}
