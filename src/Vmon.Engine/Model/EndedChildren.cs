using Vmon.Parsing;
using Vmon.Sampling;

namespace Vmon.Model;

/// <summary>
/// What the children of a process that ended had used when last sampled. The kernel adds all that a child used to the counters of the
/// parent that waits for it; without this a child's past would be told twice.
/// </summary>
/// <remarks>
/// A child that is found gone was waited for: mostly before its parent was read, and so is in that reading, or else in the moment between the
/// two readings, and then is in the parent's next one. Faults tell which: every child has some, and another look at the parent has those of the
/// moment. Where they mislead, more is taken away than was added; that is owed, and taken away in the next sample.
/// </remarks>
internal sealed class EndedChildren
{
    private const int UsualCount = 64;

    private readonly List<ChildCounters> _ended = [];
    private ChildCounters _late;
    private ChildCounters _owed;
    private ChildCounters _taken;
    private long _takenIn;

    /// <summary>Notes a child that is found gone in the sample under way, with what its own last reading did not have yet.</summary>
    internal void Add(ProcessNode child) => _ended.Add(ChildCounters.Of(child) + (child.EndedChildren?._late ?? default));

    /// <summary>Finds out which of them are in the parent's reading of this sample.</summary>
    /// <param name="parent">Whose children they are.</param>
    /// <param name="lateFaults">Faults that were added to its children's since that reading.</param>
    /// <param name="sample">The number of the sample under way.</param>
    /// <returns>Whether nothing is left for the next one.</returns>
    internal bool Settle(ProcessNode parent, long lateFaults, long sample)
    {
        ChildCounters added = ChildCounters.AddedTo(parent);
        ChildCounters found = _late + TakeEnded(lateFaults);
        if (added.MinorFaults <= 0) found = default; // nobody waits for them (SIGCHLD is ignored)
        ChildCounters all = found + _owed;
        _taken = ChildCounters.Least(all, added);
        _takenIn = sample;
        _owed = ChildCounters.Least(all - _taken, found);
        return _late.AreZero && _owed.AreZero;
    }

    /// <summary>CPU ticks that children used and no sample of theirs has; null where the parent's reading has no pair, or ran backwards.</summary>
    internal static long? UnseenCpu(EndedChildren? ended, in Reading<ProcStat> parent, long sample)
    {
        if (!parent.IsPaired) return null;
        long added = ChildCounters.CpuAddedTo(parent);
        if (added < 0) return null;
        return ended is not null && ended._takenIn == sample ? added - ended._taken.Cpu : added;
    }

    /// <summary>Moves the beginning of the parent's interval by what those that it has waited for had done before.</summary>
    internal static void TakeFrom(EndedChildren? ended, ref Reading<ProcIo> io, long sample)
    {
        if (ended is not null && ended._takenIn == sample && io.IsPaired) io.Previous.Counters.Add(ended._taken.Io);
    }

    // The largest that fits first: a child has more faults than when last sampled, so that a small one fits too easily.
    private ChildCounters TakeEnded(long lateFaults)
    {
        ChildCounters ended = default;
        _late = default;
        if (lateFaults > 0) _ended.Sort((left, right) => right.MinorFaults.CompareTo(left.MinorFaults));
        foreach (ChildCounters child in _ended)
        {
            bool isLate = lateFaults > 0 && child.MinorFaults <= lateFaults;
            if (isLate) (_late, lateFaults) = (_late + child, lateFaults - child.MinorFaults);
            else ended += child;
        }

        _ended.Clear();
        if (_ended.Capacity > UsualCount) _ended.Capacity = 0;
        return ended;
    }
}
