namespace Vmon.Parsing;

/// <summary>The counters of /proc/PID/io: bytes, and calls for the two of system calls.</summary>
internal struct ProcIo : IProcRecord<ProcIo>
{
    private const int AllCounters = 127;

    internal long ReadChars;
    internal long WriteChars;
    internal long ReadCalls;
    internal long WriteCalls;
    internal long ReadBytes;
    internal long WriteBytes;
    internal long CancelledWriteBytes;

    internal void Add(in ProcIo other)
    {
        ReadChars += other.ReadChars;
        WriteChars += other.WriteChars;
        ReadCalls += other.ReadCalls;
        WriteCalls += other.WriteCalls;
        ReadBytes += other.ReadBytes;
        WriteBytes += other.WriteBytes;
        CancelledWriteBytes += other.CancelledWriteBytes;
    }

    public static ReadOnlySpan<byte> FileName => "io\0"u8;

    // rchar: 323934931
    // wchar: 323929600
    // syscr: 632687
    // syscw: 632675
    // read_bytes: 0
    // write_bytes: 323932160
    // cancelled_write_bytes: 0
    public static bool TryParse(ReadOnlySpan<byte> bytes, out ProcIo record)
    {
        ByteReader reader = new(bytes);
        record = default;
        int found = 0;
        while (!reader.IsAtEnd)
        {
            ReadOnlySpan<byte> key = reader.Field();
            if (key.SequenceEqual("rchar:"u8)) record.ReadChars = Counter(ref reader, 1, ref found);
            else if (key.SequenceEqual("wchar:"u8)) record.WriteChars = Counter(ref reader, 2, ref found);
            else if (key.SequenceEqual("syscr:"u8)) record.ReadCalls = Counter(ref reader, 4, ref found);
            else if (key.SequenceEqual("syscw:"u8)) record.WriteCalls = Counter(ref reader, 8, ref found);
            else if (key.SequenceEqual("read_bytes:"u8)) record.ReadBytes = Counter(ref reader, 16, ref found);
            else if (key.SequenceEqual("write_bytes:"u8)) record.WriteBytes = Counter(ref reader, 32, ref found);
            else if (key.SequenceEqual("cancelled_write_bytes:"u8)) record.CancelledWriteBytes = Counter(ref reader, 64, ref found);
            else reader.Skip(1);
        }

        return found == AllCounters && !reader.IsMalformed && bytes[^1] == '\n';
    }

    private static long Counter(ref ByteReader reader, int bit, ref int found)
    {
        found |= bit;
        return reader.Count();
    }
}
