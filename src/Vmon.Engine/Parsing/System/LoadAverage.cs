using System.Buffers.Text;

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
        if (!TryNumber(reader.Field(), out record.Minute1)
            || !TryNumber(reader.Field(), out record.Minutes5)
            || !TryNumber(reader.Field(), out record.Minutes15))
            return false;

        ReadOnlySpan<byte> threads = reader.Field();
        return Utf8Parser.TryParse(threads, out record.RunnableThreads, out int used)
            && used < threads.Length && threads[used] == '/'
            && Utf8Parser.TryParse(threads[(used + 1)..], out record.Threads, out _);
    }

    private static bool TryNumber(ReadOnlySpan<byte> field, out double number) =>
        Utf8Parser.TryParse(field, out number, out int used) && used == field.Length;
}
