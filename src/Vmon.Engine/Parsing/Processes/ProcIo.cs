using System.Runtime.InteropServices;

namespace Vmon.Parsing.Processes;

/// <summary>The counters of /proc/PID/io.</summary>
internal struct ProcIo : IProcRecord<ProcIo>
{
    private const int Count = (int)IoField.cancelled_write_bytes + 1;
    private const ulong All = (1UL << Count) - 1;

    private static readonly KeyTable Keys = new(Enum.GetNames<IoField>());

    /// <summary>Zero for a counter that is unknown.</summary>
    internal IoCounters Counters;

    private ulong _unknown;

    public static ReadOnlySpan<byte> FileName => "io\0"u8;

    /// <summary>Null for a counter that is missing or out of range.</summary>
    internal readonly long? this[IoField field] =>
        (_unknown >> (int)field & 1) == 0 ? MemoryMarshal.Cast<IoCounters, long>(new ReadOnlySpan<IoCounters>(in Counters))[(int)field] : null;

    // rchar: 323934931
    // wchar: 323929600
    // syscr: 632687
    // syscw: 632675
    // read_bytes: 0
    // write_bytes: 323932160
    // cancelled_write_bytes: 0
    public static bool TryParse(ReadOnlySpan<byte> bytes, out ProcIo record)
    {
        record = new ProcIo { _unknown = All };
        Span<long> counters = MemoryMarshal.Cast<IoCounters, long>(new Span<IoCounters>(ref record.Counters));
        KeyedLines lines = new(bytes);
        while (lines.MoveNext())
        {
            int field = Keys.Find(lines.Key);
            if (field < 0) continue;
            ByteReader reader = new(lines.Value);
            counters[field] = reader.Count();
            bool isKnown = !reader.IsMalformed && reader.IsAtEnd;
            record._unknown = isKnown ? record._unknown & ~(1UL << field) : record._unknown | (1UL << field);
        }

        return record._unknown != All;
    }
}
