using System.Runtime.InteropServices;
using Vmon.Fields;

namespace Vmon.Parsing.Processes;

/// <summary>The counters of /proc/PID/io.</summary>
internal struct ProcIo : IProcRecord<ProcIo>, IFieldRecord<IoField>
{
    private const int Count = (int)IoField.cancelled_write_bytes + 1;
    private const ulong All = (1UL << Count) - 1;

    private static readonly KeyTable Keys = new(Enum.GetNames<IoField>());

    /// <summary>Zero for a counter that is unknown.</summary>
    internal IoCounters Counters;

    private ulong _unknown;

    /// <summary>A bit for each field that is unknown, by its number.</summary>
    internal ulong Unknown
    {
        readonly get => _unknown;
        set => _unknown = value;
    }

    public static ReadOnlySpan<byte> FileName => "io\0"u8;

    /// <summary>Null for a counter that is missing or out of range.</summary>
    public readonly long? this[IoField field] =>
        (_unknown >> (int)field & 1) == 0 ? IoCounters.Values(Counters)[(int)field] : null;

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

/// <summary>The counters of /proc/PID/io. The names are the kernel's own keys, in its order.</summary>
[KernelFile("io")]
internal enum IoField
{
    rchar,
    wchar,
    syscr,
    syscw,
    read_bytes,
    write_bytes,
    cancelled_write_bytes,
}

/// <summary>Bytes and system calls of IO since a process started, in the order of <see cref="IoField"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct IoCounters
{
    internal long ReadChars;
    internal long WriteChars;
    internal long ReadCalls;
    internal long WriteCalls;
    internal long ReadBytes;
    internal long WriteBytes;
    internal long CancelledWriteBytes;

    /// <summary>The counters, in the order of <see cref="IoField"/>.</summary>
    internal static ReadOnlySpan<long> Values(in IoCounters counters) => MemoryMarshal.Cast<IoCounters, long>(new ReadOnlySpan<IoCounters>(in counters));

    internal void Add(in IoCounters other)
    {
        ReadChars += other.ReadChars;
        WriteChars += other.WriteChars;
        ReadCalls += other.ReadCalls;
        WriteCalls += other.WriteCalls;
        ReadBytes += other.ReadBytes;
        WriteBytes += other.WriteBytes;
        CancelledWriteBytes += other.CancelledWriteBytes;
    }
}
