namespace Vmon.Parsing.Machine;

/// <summary>Values of the machine's files that process sampling needs.</summary>
internal static class MachineStat
{
    // 3,000 years: the sum of both clocks fits a DateTimeOffset.
    private const long MostSeconds = 100_000_000_000;

    /// <summary>Boot time in seconds since 1970, from /proc/stat. Null if the line is missing.</summary>
    // btime 1763999999
    internal static long? BootTime(ReadOnlySpan<byte> stat)
    {
        NamedLines lines = new(stat);
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
        {
            if (!name.SequenceEqual("btime"u8)) continue;
            ByteReader reader = new(values);
            long seconds = reader.Count();
            return !reader.IsMalformed && reader.IsAtEnd && seconds < MostSeconds ? seconds : null;
        }

        return null;
    }

    /// <summary>Time since boot, from /proc/uptime. Null if malformed. The second number shows that the first is complete.</summary>
    // 123456.78 234567.89
    // 41.0 41.0                 by lxcfs
    internal static TimeSpan? Uptime(ReadOnlySpan<byte> uptime)
    {
        ByteReader reader = new(uptime);
        long hundredths = reader.Hundredths();
        bool isKnown = !reader.IsMalformed;
        reader.Skip(1);
        return isKnown && reader.HasReadExactly && hundredths < MostSeconds * 100 ? TimeSpan.FromTicks(hundredths * (TimeSpan.TicksPerSecond / 100)) : null;
    }
}
