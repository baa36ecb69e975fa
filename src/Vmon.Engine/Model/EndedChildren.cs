using Vmon.Parsing;
using Vmon.Sampling;

namespace Vmon.Model;

/// <summary>
/// What the children of a process that ended had used when last sampled. The kernel adds all that a child used to the counters of the
/// parent that waits for it; without this a child's past would be told twice. A parent may be read before it waits and the child
/// after, so that what a parent has not taken in yet is kept for its next sample.
/// </summary>
internal sealed class EndedChildren
{
    private Past _pending;
    private Past _taken;
    private long _noted;
    private long _takenIn;

    internal void Add(ProcessNode child, long sample)
    {
        ref readonly ProcStat stat = ref child.Stat.Reading.Current;
        _noted = sample;
        _pending.Cpu += stat.UserTime + stat.SystemTime + stat.ChildUserTime + stat.ChildSystemTime;
        _pending.MinorFaults += stat.MinorFaults + stat.ChildMinorFaults;
        _pending.Io.Add(child.Io.Reading.Current);
    }

    /// <summary>
    /// Finds out whether the parent has waited for them. Every child has faults, so that they tell. A child that nobody waits for
    /// (SIGCHLD ignored) is added to no one, and is forgotten.
    /// </summary>
    /// <returns>Whether nothing is left to be found out.</returns>
    internal bool Settle(in Reading<ProcStat> parent, long sample)
    {
        bool isTaken = parent.IsPaired && parent.Current.ChildMinorFaults - parent.Previous.ChildMinorFaults >= _pending.MinorFaults;
        if (!isTaken && _noted == sample) return false;
        if (isTaken) (_taken, _takenIn) = (_pending, sample);
        _pending = default;
        return true;
    }

    /// <summary>CPU ticks that children used and no sample of theirs has; null where the parent's reading has no pair, or ran backwards.</summary>
    internal static long? UnseenCpu(EndedChildren? ended, in Reading<ProcStat> parent, long sample)
    {
        if (!parent.IsPaired) return null;
        long taken = parent.Current.ChildUserTime + parent.Current.ChildSystemTime - parent.Previous.ChildUserTime - parent.Previous.ChildSystemTime;
        if (taken < 0) return null;
        return ended is not null && ended._takenIn == sample ? Math.Max(0, taken - ended._taken.Cpu) : taken;
    }

    /// <summary>Moves the beginning of the parent's interval by what those that it has waited for had done before.</summary>
    internal static void TakeFrom(EndedChildren? ended, ref Reading<ProcIo> io, long sample)
    {
        if (ended is not null && ended._takenIn == sample && io.IsPaired) io.Previous.Add(ended._taken.Io);
    }

    private struct Past
    {
        internal long Cpu;
        internal long MinorFaults;
        internal ProcIo Io;
    }
}
