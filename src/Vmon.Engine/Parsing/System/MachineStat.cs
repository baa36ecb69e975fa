using System.Buffers.Text;

namespace Vmon.Parsing;

/// <summary>What process sampling needs of the machine's own files.</summary>
internal static class MachineStat
{
    // 3,000 years: what both clocks together make still fits a DateTimeOffset.
    private const long MostSeconds = 100_000_000_000;

    // btime 1763999999
    /// <summary>Boot time in seconds since 1970, from /proc/stat; null where it has no such line.</summary>
    internal static long? BootTime(ReadOnlySpan<byte> stat)
    {
        int line = stat.IndexOf("\nbtime "u8);
        return line >= 0 && Utf8Parser.TryParse(stat[(line + 7)..], out long seconds, out _) && seconds is >= 0 and < MostSeconds
            ? seconds
            : null;
    }

    // 123456.78 234567.89
    /// <summary>Time since boot, from /proc/uptime; null for anything else.</summary>
    internal static TimeSpan? Uptime(ReadOnlySpan<byte> uptime) =>
        Utf8Parser.TryParse(uptime, out decimal seconds, out _) && seconds is >= 0 and < MostSeconds
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;
}
