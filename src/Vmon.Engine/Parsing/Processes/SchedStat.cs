namespace Vmon.Parsing.Processes;

/// <summary>The numbers of /proc/PID/schedstat: nanoseconds on a CPU and in its run queue, and number of time slices.</summary>
internal struct SchedStat : IProcRecord<SchedStat>
{
    private const ulong All = (1UL << ((int)SchedField.Slices + 1)) - 1;

    internal long RunTime;
    internal long QueueTime;
    internal long Slices;

    private ulong _unknown;

    public static ReadOnlySpan<byte> FileName => "schedstat\0"u8;

    /// <summary>
    /// Not for three zeros, which a kernel without this accounting writes. A process that was born and has never run yet has them too:
    /// its numbers are unknown until it runs.
    /// </summary>
    internal readonly bool IsAccounted => (RunTime | QueueTime | Slices) != 0;

    /// <summary>Null for a number out of range.</summary>
    internal readonly long? this[SchedField field] => (_unknown >> (int)field & 1) != 0 ? null : field switch
    {
        SchedField.RunTime => RunTime,
        SchedField.QueueTime => QueueTime,
        _ => Slices,
    };

    /// <summary>Whether a number that both have differs.</summary>
    internal readonly bool DiffersFrom(in SchedStat other) =>
        this[SchedField.RunTime] - other[SchedField.RunTime] is not (null or 0)
        || this[SchedField.QueueTime] - other[SchedField.QueueTime] is not (null or 0)
        || this[SchedField.Slices] - other[SchedField.Slices] is not (null or 0);

    // 4057027 392155 2
    public static bool TryParse(ReadOnlySpan<byte> bytes, out SchedStat record)
    {
        ByteReader reader = new(ByteReader.WholeFields(bytes, out bool isCut));
        record = default;
        record.RunTime = reader.Count();
        record.QueueTime = reader.Count();
        record.Slices = reader.Count();
        record._unknown = reader.Unknown;
        return record._unknown != All && (isCut || reader.HasReadExactly);
    }
}
