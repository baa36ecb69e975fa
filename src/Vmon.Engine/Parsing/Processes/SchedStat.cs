namespace Vmon.Parsing;

/// <summary>The numbers of /proc/PID/schedstat: nanoseconds on a CPU and in its queue, and how often it was given one.</summary>
internal struct SchedStat : IProcRecord<SchedStat>
{
    internal long RunTime;
    internal long QueueTime;
    internal long Slices;

    public static ReadOnlySpan<byte> FileName => "schedstat\0"u8;

    /// <summary>
    /// Not for three zeros, which a kernel without this accounting writes. A process that was born and has never run yet has them too:
    /// its numbers are unknown until it runs.
    /// </summary>
    internal readonly bool IsAccounted => (RunTime | QueueTime | Slices) != 0;

    // 4057027 392155 2
    public static bool TryParse(ReadOnlySpan<byte> bytes, out SchedStat record)
    {
        ByteReader reader = new(bytes);
        record = default;
        record.RunTime = reader.Count();
        record.QueueTime = reader.Count();
        record.Slices = reader.Count();
        reader.End();
        return !reader.IsMalformed;
    }
}
