using System.Runtime.InteropServices;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>
/// The part of a process's counters in one sample that samples of its children have shown already. The kernel adds all that a child used in its life
/// to the parent that reaps it.
/// </summary>
internal sealed class ReapedChildren
{
    private ChildCounters _taken;
    private long _owedCpu;
    private long _lateCpu;
    private long _sample;
    private bool _isCpuUnknown;
    private bool _isIoUnknown;

    /// <summary>Subtracts the usage of a reaped child from the increase of the parent.</summary>
    /// <returns>False if the increase is smaller, so that the parent has not reaped the child.</returns>
    internal bool TryTake(ProcessNode parent, ProcessNode child, long sample)
    {
        Begin(sample);
        ChildCounters used = ChildCounters.Of(child);
        if (!parent.Records.Io.Reading.IsPaired) used.Io = default;
        if (!(_taken + used).FitsIn(ChildCounters.AddedTo(parent))) return false;
        _taken += used;
        _isIoUnknown |= child.IsSelected && child.Records.Io.Reading.Status == ReadStatus.Denied;
        return true;
    }

    /// <summary>Records that the kernel discarded the usage of a child.</summary>
    internal void NoteDiscarded(long sample)
    {
        Begin(sample);
        _isCpuUnknown = true;
    }

    /// <summary>Adds nanoseconds of CPU of a discarded child that its samples have not shown.</summary>
    internal void AddLate(long cpu, long sample)
    {
        Begin(sample);
        _lateCpu += cpu;
    }

    /// <summary>
    /// Ends the sample. What its children were seen to use beyond the increase, which a file cuts off to whole clock ticks, is owed by the next one.
    /// </summary>
    /// <returns>Whether something is owed.</returns>
    internal bool Close(ProcessNode parent)
    {
        ref readonly Reading<ProcStat> stat = ref parent.Records.Stat.Reading;
        _owedCpu = Math.Max(0, _taken.Cpu - (stat.IsPaired ? ChildCounters.CpuAddedTo(stat) : 0));
        return _owedCpu > 0;
    }

    /// <summary>Nanoseconds of CPU of children that no sample of theirs has shown. Null if unknown.</summary>
    /// <param name="parent">The parent.</param>
    /// <param name="sample">The sample under way.</param>
    /// <param name="areExitsKnown">Whether the exit of each child is known, so that the usage of discarded ones is.</param>
    internal static long? UnseenCpu(ProcessNode parent, long sample, bool areExitsKnown)
    {
        ref readonly Reading<ProcStat> stat = ref parent.Records.Stat.Reading;
        if (!stat.IsPaired) return null;
        if (!areExitsKnown && stat.Current.DiscardsChildren && parent.Records.RestedIn != sample) return null; // it may have had some that no sample has
        if (!ChildCounters.IsCpuKnown(stat.Current) || !ChildCounters.IsCpuKnown(stat.Previous)) return null;
        long added = ChildCounters.CpuAddedTo(stat);
        if (Of(parent, sample) is { } reaped)
        {
            if (reaped._isCpuUnknown) return null;
            added += reaped._lateCpu - reaped._taken.Cpu;
        }

        return added < -ChildCounters.CpuTolerance ? null : Math.Max(0, added);
    }

    /// <summary>The IO of a parent, corrected at the beginning of its interval by what its reaped children did before.</summary>
    internal static RecordPair<ProcIo> OwnIo(ProcessNode parent, long sample)
    {
        RecordPair<ProcIo> io = parent.Records.Io.Reading.Share();
        if (!io.IsPaired || Of(parent, sample) is not { } reaped) return io;
        if (reaped._isIoUnknown) return io.Frozen();
        ProcIo then = io.Previous;
        then.Counters.Add(reaped._taken.Io);
        return io.Since(then);
    }

    private static ReapedChildren? Of(ProcessNode parent, long sample) =>
        parent.ReapedOrNull is { } reaped && reaped._sample == sample ? reaped : null;

    /// <summary>What the figures of a parent in a sample are corrected by. Null if by nothing.</summary>
    internal static ReapedUsage? In(ProcessNode parent, long sample) =>
        Of(parent, sample) is { } reaped
        && new ReapedUsage(reaped._lateCpu - reaped._taken.Cpu, reaped._taken.Io, reaped._isCpuUnknown, reaped._isIoUnknown) is var usage && usage != default ? usage : null;

    /// <summary>Corrects the figures of a sample, in addition to earlier corrections.</summary>
    internal void Add(in ReapedUsage usage, long sample)
    {
        Begin(sample);
        _lateCpu += usage.Cpu;
        _taken.Io.Add(usage.Io);
        _isCpuUnknown |= usage.IsCpuUnknown;
        _isIoUnknown |= usage.IsIoUnknown;
    }

    /// <summary>Begins a sample, if it has not begun.</summary>
    internal void Begin(long sample)
    {
        if (_sample == sample) return;
        _sample = sample;
        _taken = new ChildCounters { Cpu = _owedCpu };
        _owedCpu = _lateCpu = 0;
        _isCpuUnknown = _isIoUnknown = false;
    }
}

/// <summary>A correction of the figures of a process that reaped children in the interval of a sample.</summary>
/// <param name="Cpu">Nanoseconds to add to the increase of the CPU time of children.</param>
/// <param name="Io">The IO of children before the interval.</param>
/// <param name="IsCpuUnknown">Whether the CPU time of children is unknown.</param>
/// <param name="IsIoUnknown">Whether the IO is unknown.</param>
internal readonly record struct ReapedUsage(long Cpu, IoCounters Io, bool IsCpuUnknown, bool IsIoUnknown);

/// <summary>Counters that the kernel adds to a process when it reaps a child: faults, nanoseconds of CPU, and IO.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ChildCounters
{
    /// <summary>Nanoseconds by which CPU can seem too large: user and system time of a parent, of itself and of its children, are cut off to clock ticks in its file.</summary>
    internal const long CpuTolerance = 4 * 10_000_000;

    internal long MinorFaults;
    internal long Cpu;
    internal IoCounters Io;

    /// <summary>
    /// The last known counters of a child, including those of the children that it reaped. Zero if they were never read, so that no sample
    /// includes them.
    /// </summary>
    internal static ChildCounters Of(ProcessNode child)
    {
        ref readonly ProcStat stat = ref child.Records.Stat.Reading.Current;
        return new()
        {
            MinorFaults = stat.MinorFaults + stat.ChildMinorFaults,
            Cpu = CpuOf(child),
            Io = child.Records.Io.Reading.Current.Counters,
        };
    }

    /// <summary>Nanoseconds of CPU of a child and of the children that it reaped.</summary>
    internal static long CpuOf(ProcessNode child)
    {
        ref readonly ProcStat stat = ref child.Records.Stat.Reading.Current;
        return stat.RunTime + stat.ChildUserTime + stat.ChildSystemTime;
    }

    /// <summary>The increase of a parent's counters in the last interval. The kernel counts the IO of a process with that of the children that it reaped.</summary>
    internal static ChildCounters AddedTo(ProcessNode parent)
    {
        ref readonly Reading<ProcStat> stat = ref parent.Records.Stat.Reading;
        ref readonly Reading<ProcIo> io = ref parent.Records.Io.Reading;
        ChildCounters added = default;
        if (io.IsPaired) added = new ChildCounters { Io = io.Current.Counters } - new ChildCounters { Io = io.Previous.Counters };
        if (!stat.IsPaired) return added;
        added.MinorFaults = stat.Current.ChildMinorFaults - stat.Previous.ChildMinorFaults;
        added.Cpu = CpuAddedTo(stat);
        return added;
    }

    internal static bool IsCpuKnown(in ProcStat stat) => stat.Has(StatField.cutime) && stat.Has(StatField.cstime);

    /// <summary>Nanoseconds. Negative if the kernel's counter decreased.</summary>
    internal static long CpuAddedTo(in Reading<ProcStat> parent) =>
        parent.Current.ChildUserTime + parent.Current.ChildSystemTime - parent.Previous.ChildUserTime - parent.Previous.ChildSystemTime;

    /// <summary>Whether every counter is at most the other's, as far as they are exact.</summary>
    internal bool FitsIn(ChildCounters other)
    {
        ChildCounters left = other - this;
        left.Cpu += CpuTolerance;
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
