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
    private long _sample;
    private bool _isCpuUnknown;
    private bool _isIoUnknown;

    /// <summary>Subtracts the usage of a reaped child from the increase of the parent.</summary>
    /// <returns>False if the increase is smaller, so that the parent has not reaped the child.</returns>
    internal bool TryTake(ProcessNode parent, ProcessNode child, long sample)
    {
        Begin(sample);
        ChildCounters used = ChildCounters.Of(child);
        if (!parent.Io.Reading.IsPaired) used.Io = default;
        if (!(_taken + used).FitsIn(ChildCounters.AddedTo(parent))) return false;
        _taken += used;
        _isIoUnknown |= child.IsSelected && child.Io.Reading.Status == ReadStatus.Denied;
        return true;
    }

    /// <summary>Records that the kernel discarded the usage of a child.</summary>
    internal void NoteDiscarded(long sample)
    {
        Begin(sample);
        _isCpuUnknown = true;
    }

    /// <summary>CPU ticks of children that no sample of theirs has shown. Null if unknown.</summary>
    internal static long? UnseenCpu(ProcessNode parent, long sample)
    {
        ref readonly Reading<ProcStat> stat = ref parent.Stat.Reading;
        if (!stat.IsPaired) return null;
        if (stat.Current.DiscardsChildren && parent.Activity.RestedIn != sample) return null; // it may have had some that no sample has
        if (!ChildCounters.IsCpuKnown(stat.Current) || !ChildCounters.IsCpuKnown(stat.Previous)) return null;
        long added = ChildCounters.CpuAddedTo(stat);
        if (Of(parent, sample) is { } reaped)
        {
            if (reaped._isCpuUnknown) return null;
            added -= reaped._taken.Cpu;
        }

        return added < 0 ? null : added;
    }

    /// <summary>The IO of a parent, corrected at the beginning of its interval by what its reaped children did before.</summary>
    internal static Reading<ProcIo> OwnIo(ProcessNode parent, long sample)
    {
        Reading<ProcIo> io = parent.Io.Reading;
        if (!io.IsPaired || Of(parent, sample) is not { } reaped) return io;
        if (reaped._isIoUnknown) io.IsPaired = false;
        else io.Previous.Counters.Add(reaped._taken.Io);
        return io;
    }

    private static ReapedChildren? Of(ProcessNode parent, long sample) =>
        parent.ReapedOrNull is { } reaped && reaped._sample == sample ? reaped : null;

    private void Begin(long sample)
    {
        if (_sample == sample) return;
        _sample = sample;
        _taken = default;
        _isCpuUnknown = _isIoUnknown = false;
    }
}
