using Vmon.Fields;

namespace Vmon.Parsing.Processes;

/// <summary>The numbers of /proc/PID/schedstat: nanoseconds on a CPU and in its run queue, and number of time slices.</summary>
internal struct SchedStat : IProcRecord<SchedStat>, IFieldRecord<SchedField>
{
    private const ulong All = (1UL << ((int)SchedField.pcount + 1)) - 1;

    internal long RunTime;
    internal long QueueTime;
    internal long Slices;

    /// <summary>A bit for each number out of range.</summary>
    internal ulong Unknown;

    public static ReadOnlySpan<byte> FileName => "schedstat\0"u8;

    /// <summary>
    /// Not for three zeros, which a kernel without this accounting writes. A process that was born and has never run yet has them too:
    /// its numbers are unknown until it runs.
    /// </summary>
    internal readonly bool IsAccounted => (RunTime | QueueTime | Slices) != 0;

    /// <summary>Null for a number out of range.</summary>
    public readonly long? this[SchedField field] => (Unknown >> (int)field & 1) != 0 ? null : field switch
    {
        SchedField.sum_exec_runtime => RunTime,
        SchedField.run_delay => QueueTime,
        _ => Slices,
    };

    /// <summary>Whether a number that both have differs.</summary>
    internal readonly bool DiffersFrom(in SchedStat other) =>
        this[SchedField.sum_exec_runtime] - other[SchedField.sum_exec_runtime] is not (null or 0)
        || this[SchedField.run_delay] - other[SchedField.run_delay] is not (null or 0)
        || this[SchedField.pcount] - other[SchedField.pcount] is not (null or 0);

    // 4057027 392155 2
    public static bool TryParse(ReadOnlySpan<byte> bytes, out SchedStat record)
    {
        ByteReader reader = new(ByteReader.WholeFields(bytes, out bool isCut));
        record = default;
        record.RunTime = reader.Count();
        record.QueueTime = reader.Count();
        record.Slices = reader.Count();
        record.Unknown = reader.Unknown;
        return record.Unknown != All && (isCut || reader.HasReadExactly);
    }
}

/// <summary>The numbers of /proc/PID/schedstat, in their order. The names are those of the kernel's variables.</summary>
[KernelFile("schedstat")]
internal enum SchedField
{
    sum_exec_runtime,
    run_delay,
    pcount,
}
