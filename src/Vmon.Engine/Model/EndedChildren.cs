using Vmon.Parsing;
using Vmon.Sampling;

namespace Vmon.Model;

/// <summary>
/// What the children of a process that ended within an interval had used when last sampled. The kernel adds all that a child used to
/// the counters of the parent that waits for it; without this a child's past would be told twice.
/// </summary>
internal sealed class EndedChildren
{
    private long _sample;
    private long _cpu;
    private long _minorFaults;
    private ProcIo _io;

    internal void Add(ProcessNode child, long sample)
    {
        if (_sample != sample)
        {
            _sample = sample;
            _cpu = _minorFaults = 0;
            _io = default;
        }

        ref readonly ProcStat stat = ref child.Stat.Reading.Current;
        _cpu += stat.UserTime + stat.SystemTime + stat.ChildUserTime + stat.ChildSystemTime;
        _minorFaults += stat.MinorFaults + stat.ChildMinorFaults;
        _io.Add(child.Io.Reading.Current);
    }

    /// <summary>CPU ticks that children used and no sample of theirs has; null where the parent's reading has no pair.</summary>
    internal static long? UnseenCpu(EndedChildren? ended, in Reading<ProcStat> parent, long sample)
    {
        if (!parent.IsPaired) return null;
        long taken = parent.Current.ChildUserTime + parent.Current.ChildSystemTime - parent.Previous.ChildUserTime - parent.Previous.ChildSystemTime;
        long seen = ended is not null && ended._sample == sample ? ended._cpu : 0;
        return Math.Max(0, taken - seen);
    }

    /// <summary>Moves the beginning of the parent's interval by what its ended children had done before, if it has waited for them.</summary>
    internal static void TakeFrom(EndedChildren? ended, ref Reading<ProcIo> io, in Reading<ProcStat> parent, long sample)
    {
        if (ended is null || ended._sample != sample || !io.IsPaired || !parent.IsPaired) return;

        // A child that nobody waits for (SIGCHLD ignored) is added to no one. Every child has faults, so that they tell.
        bool wasWaitedFor = parent.Current.ChildMinorFaults - parent.Previous.ChildMinorFaults >= ended._minorFaults;
        if (wasWaitedFor) io.Previous.Add(ended._io);
    }
}
