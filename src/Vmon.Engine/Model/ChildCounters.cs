using System.Runtime.InteropServices;
using Vmon.Parsing;
using Vmon.Sampling;

namespace Vmon.Model;

/// <summary>What the kernel adds to a parent's counters when it waits for a child: faults, CPU ticks and IO.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ChildCounters
{
    internal long MinorFaults;
    internal long Cpu;
    internal IoCounters Io;

    /// <summary>Whether all of them are zero.</summary>
    internal bool AreZero => !Values(ref this).ContainsAnyExcept(0);

    /// <summary>Those of a child, with what it waited for itself, when last sampled.</summary>
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

    /// <summary>
    /// What was added to a parent's in the last interval, at most: its IO is counted with that of its children. Zero where it is unknown.
    /// </summary>
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

    /// <summary>CPU ticks; negative where the kernel's counter ran backwards.</summary>
    internal static long CpuAddedTo(in Reading<ProcStat> parent) =>
        parent.Current.ChildUserTime + parent.Current.ChildSystemTime - parent.Previous.ChildUserTime - parent.Previous.ChildSystemTime;

    /// <summary>Of each counter the smaller one; none is below zero.</summary>
    internal static ChildCounters Least(ChildCounters left, ChildCounters right) => left.With(right, (a, b) => Math.Max(0, Math.Min(a, b)));

    public static ChildCounters operator +(ChildCounters left, ChildCounters right) => left.With(right, (a, b) => a + b);

    public static ChildCounters operator -(ChildCounters left, ChildCounters right) => left.With(right, (a, b) => a - b);

    private ChildCounters With(ChildCounters other, Func<long, long, long> combine)
    {
        Span<long> values = Values(ref this);
        Span<long> others = Values(ref other);
        for (int i = 0; i < values.Length; i++) values[i] = combine(values[i], others[i]);
        return this;
    }

    private static Span<long> Values(ref ChildCounters counters) => MemoryMarshal.Cast<ChildCounters, long>(new Span<ChildCounters>(ref counters));
}
