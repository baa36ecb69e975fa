using System.Runtime.InteropServices;
using Vmon.Parsing.Processes;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>Counters that the kernel adds to a process when it reaps a child: faults, CPU ticks and IO.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ChildCounters
{
    internal long MinorFaults;
    internal long Cpu;
    internal IoCounters Io;

    /// <summary>
    /// The last known counters of a child, including those of the children that it reaped. Zero if they were never read, so that no sample
    /// includes them.
    /// </summary>
    internal static ChildCounters Of(ProcessNode child)
    {
        ref readonly ProcStat stat = ref child.Stat.Reading.Current;
        return new()
        {
            MinorFaults = stat.MinorFaults + stat.ChildMinorFaults,
            Cpu = stat.UserTime + stat.SystemTime + stat.ChildUserTime + stat.ChildSystemTime,
            Io = child.Io.Reading.Current.Counters,
        };
    }

    /// <summary>The increase of a parent's counters in the last interval. The kernel counts the IO of a process with that of the children that it reaped.</summary>
    internal static ChildCounters AddedTo(ProcessNode parent)
    {
        ref readonly Reading<ProcStat> stat = ref parent.Stat.Reading;
        ref readonly Reading<ProcIo> io = ref parent.Io.Reading;
        ChildCounters added = default;
        if (io.IsPaired) added = new ChildCounters { Io = io.Current.Counters } - new ChildCounters { Io = io.Previous.Counters };
        if (!stat.IsPaired) return added;
        added.MinorFaults = stat.Current.ChildMinorFaults - stat.Previous.ChildMinorFaults;
        added.Cpu = CpuAddedTo(stat);
        return added;
    }

    internal static bool IsCpuKnown(in ProcStat stat) => stat.Has(StatField.cutime) && stat.Has(StatField.cstime);

    /// <summary>CPU ticks. Negative if the kernel's counter decreased.</summary>
    internal static long CpuAddedTo(in Reading<ProcStat> parent) =>
        parent.Current.ChildUserTime + parent.Current.ChildSystemTime - parent.Previous.ChildUserTime - parent.Previous.ChildSystemTime;

    /// <summary>Whether every counter is at most the other's.</summary>
    internal bool FitsIn(ChildCounters other)
    {
        ChildCounters left = other - this;
        foreach (long value in Values(ref left))
            if (value < 0) return false;
        return true;
    }

    public static ChildCounters operator +(ChildCounters left, ChildCounters right)
    {
        Span<long> values = Values(ref left);
        Span<long> others = Values(ref right);
        for (int i = 0; i < values.Length; i++) values[i] += others[i];
        return left;
    }

    public static ChildCounters operator -(ChildCounters left, ChildCounters right)
    {
        Span<long> values = Values(ref left);
        Span<long> others = Values(ref right);
        for (int i = 0; i < values.Length; i++) values[i] -= others[i];
        return left;
    }

    private static Span<long> Values(ref ChildCounters counters) => MemoryMarshal.Cast<ChildCounters, long>(new Span<ChildCounters>(ref counters));
}
