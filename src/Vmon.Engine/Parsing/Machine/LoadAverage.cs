namespace Vmon.Parsing.Machine;

/// <summary>The values of /proc/loadavg. Null for a number out of range.</summary>
internal struct LoadAverage
{
    internal double? Minute1;
    internal double? Minutes5;
    internal double? Minutes15;
    internal int? RunnableThreads;
    internal int? Threads;

    // 1.65 0.87 0.57 2/114 12603       averages, runnable/all threads, last assigned PID
    internal static bool TryParse(ReadOnlySpan<byte> bytes, out LoadAverage record)
    {
        ByteReader reader = new(ByteReader.WholeFields(bytes, out bool isCut));
        record = default;
        record.Minute1 = Average(reader.Field());
        record.Minutes5 = Average(reader.Field());
        record.Minutes15 = Average(reader.Field());
        ReadOnlySpan<byte> threads = reader.Field();
        int slash = threads.IndexOf((byte)'/');
        if (slash >= 0)
        {
            record.RunnableThreads = Number(threads[..slash]);
            record.Threads = Number(threads[(slash + 1)..]);
        }

        reader.Skip(1);
        bool isKnown = (record.Minute1 ?? record.Minutes5 ?? record.Minutes15 ?? record.RunnableThreads ?? record.Threads) is not null;
        return isKnown && (isCut || reader.HasReadExactly);
    }

    private static double? Average(ReadOnlySpan<byte> field)
    {
        ByteReader reader = new(field);
        long hundredths = reader.Hundredths();
        return reader.IsMalformed ? null : hundredths / 100.0;
    }

    private static int? Number(ReadOnlySpan<byte> field)
    {
        ByteReader reader = new(field);
        int number = reader.Number();
        return reader.IsMalformed ? null : number;
    }
}
