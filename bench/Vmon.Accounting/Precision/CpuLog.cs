using System.Runtime.InteropServices;

namespace Vmon.Accounting.Precision;

/// <summary>The CPU clock of a process over time, as logged by its threads every 20 µs of CPU time.</summary>
internal sealed class CpuLog
{
    private readonly Entry[][] _threads;

    /// <param name="path">File of loads.c: number of threads; of each, number of entries, and its entries.</param>
    internal CpuLog(string path)
    {
        using FileStream file = File.OpenRead(path);
        _threads = new Entry[Number(file)][];
        for (int i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Entry[Number(file)];
            file.ReadExactly(MemoryMarshal.AsBytes(_threads[i].AsSpan()));
        }
    }

    /// <summary>Percentage of one core that the process used between two times of CLOCK_MONOTONIC, in ns.</summary>
    internal double Percent(long from, long to) => 100 * (_threads.Sum(thread => At(thread, to)) - _threads.Sum(thread => At(thread, from))) / (to - from);

    /// <summary>CPU time of the thread in ns, interpolated.</summary>
    private static double At(Entry[] thread, long time)
    {
        int next = Array.BinarySearch(thread, new Entry(time, 0));
        if (next >= 0) return thread[next].Cpu;
        next = ~next;
        if (next == 0) return thread[0].Cpu;
        if (next == thread.Length) return thread[^1].Cpu;
        (Entry before, Entry after) = (thread[next - 1], thread[next]);
        return before.Cpu + ((after.Cpu - before.Cpu) * ((double)(time - before.Time) / (after.Time - before.Time)));
    }

    private static long Number(FileStream file)
    {
        Span<long> number = stackalloc long[1];
        file.ReadExactly(MemoryMarshal.AsBytes(number));
        return number[0];
    }

    private readonly record struct Entry(long Time, long Cpu) : IComparable<Entry>
    {
        public int CompareTo(Entry other) => Time.CompareTo(other.Time);
    }
}
