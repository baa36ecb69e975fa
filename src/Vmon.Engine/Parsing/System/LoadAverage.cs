namespace Vmon.Parsing;

/// <summary>The values of /proc/loadavg.</summary>
internal struct LoadAverage
{
    internal double Minute1;
    internal double Minutes5;
    internal double Minutes15;
    internal int RunnableThreads;
    internal int Threads;

    // 1.65 0.87 0.57 2/114 12603       averages, runnable/all threads, the pid that was given last
    internal static bool TryParse(ReadOnlySpan<byte> bytes, out LoadAverage record)
    {
        record = default;
        ByteReader reader = new(bytes);
        record.Minute1 = reader.Hundredths() / 100.0;
        record.Minutes5 = reader.Hundredths() / 100.0;
        record.Minutes15 = reader.Hundredths() / 100.0;

        ReadOnlySpan<byte> threads = reader.Field();
        int slash = threads.IndexOf((byte)'/');
        if (slash < 0) return false;
        ByteReader runnable = new(threads[..slash]);
        ByteReader all = new(threads[(slash + 1)..]);
        record.RunnableThreads = runnable.Number();
        record.Threads = all.Number();
        _ = reader.Number();
        reader.End();
        return !reader.IsMalformed && !runnable.IsMalformed && !all.IsMalformed;
    }
}
