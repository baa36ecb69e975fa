using Vmon.Kernel.Events;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>Credits the usage of exited processes to the processes that reaped them.</summary>
/// <remarks>
/// What a process reaped is known from the increase of its counters only. So first each process takes the children of its own. What is left of the increases can be
/// those of others: orphans, which an ancestor reaped. The largest comes first, so that a small one in the wrong place cannot displace it.
/// </remarks>
/// <param name="source">The source of the table.</param>
/// <param name="reapers">Tells which processes can have reaped another one.</param>
internal sealed class Attribution(IProcessSource source, Reapers reapers)
{
    private readonly List<(ProcessNode Reaper, ProcessNode Exited)> _late = [];
    private readonly List<(ProcessNode Reaper, ProcessNode Exited)> _lateBefore = [];
    private readonly List<(ProcessNode Parent, ProcessNode Exited)> _uncounted = [];
    private readonly List<(ProcessNode Parent, ProcessNode Exited)> _uncountedBefore = [];
    private readonly List<ProcessNode> _orphans = [];
    private readonly HashSet<ProcessNode> _open = [];
    private readonly List<(ProcessNode Parent, ExitRecord Exit, long Shown)> _discarded = [];

    /// <summary>Attributes the usage of the processes that exited in this sample.</summary>
    /// <param name="exited">The processes, which are sorted.</param>
    internal void Attribute(List<ProcessNode> exited)
    {
        foreach (ProcessNode owing in _open) owing.Reaped.Begin(source.State.Number);
        AttributeAll(exited);
        if (_discarded.Count > 0) AddDiscarded();
        _ = _open.RemoveWhere(static reaper => reaper.Phase == NodePhase.Exited || !reaper.Reaped.Close(reaper));
    }

    private void AttributeAll(List<ProcessNode> all)
    {
        _lateBefore.AddRange(_late);
        _late.Clear();
        _uncountedBefore.AddRange(_uncounted);
        _uncounted.Clear();
        all.Sort(static (one, other) => ChildCounters.CpuOf(other).CompareTo(ChildCounters.CpuOf(one)));
        foreach (ProcessNode exited in all) AttributeToParent(exited);
        foreach ((ProcessNode reaper, ProcessNode exited) in _lateBefore) _ = TryAttribute(exited, reaper);
        foreach ((ProcessNode parent, ProcessNode exited) in _uncountedBefore) TakeUncounted(parent, exited);
        foreach (ProcessNode orphan in _orphans) AttributeToAncestor(orphan);
        _lateBefore.Clear();
        _uncountedBefore.Clear();
        _orphans.Clear();
    }

    private void TakeUncounted(ProcessNode parent, ProcessNode exited)
    {
        if (Reapers.IsReaper(parent) && TryTake(parent, exited) && exited.Exit is { } exit) _ = _discarded.RemoveAll(discarded => discarded.Exit == exit);
    }

    private void AttributeToParent(ProcessNode exited)
    {
        ProcessNode? parent = reapers.ParentOf(exited);
        if (parent is not null && Reapers.IsReaper(parent) && TakeOrWait(parent, exited)) return;
        if (parent is null || (parent.HasTerminated && !IsDiscardedBy(parent, exited))) _orphans.Add(exited);
        else if (Reapers.IsReaper(parent)) NoteDiscarded(parent, exited);
    }

    // The kernel forgot it at once, so that no other process can have adopted it.
    private static bool IsDiscardedBy(ProcessNode parent, ProcessNode exited) =>
        parent.Id == exited.Exit?.ParentId && parent.Records.Stat.Reading.Current.DiscardsChildren;

    // If the parent exited as well, the nearest ancestor that can adopt the child may have reaped it: init, or a subreaper.
    private void AttributeToAncestor(ProcessNode orphan)
    {
        ProcessNode? parent = reapers.ParentOf(orphan);
        if (!TryAttribute(orphan, parent is null ? reapers.First(orphan) : reapers.Next(parent)) && parent is not null && Reapers.IsReaper(parent)) NoteDiscarded(parent, orphan);
    }

    private bool TryAttribute(ProcessNode exited, ProcessNode? reaper)
    {
        while (reaper is not null && !(Reapers.IsReaper(reaper) && TakeOrWait(reaper, exited))) reaper = reapers.Next(reaper);
        return reaper is not null;
    }

    // The next reading of a process that was read before the exit was found includes it, unless the last one does.
    private bool TakeOrWait(ProcessNode reaper, ProcessNode exited)
    {
        if (TryTake(reaper, exited)) return true;
        if (reaper.Phase == NodePhase.Exited || reaper.Records.ReadOrder >= exited.ExitOrder) return false;
        _late.Add((reaper, exited));
        return true;
    }

    // Or its parent is about to count it: the kernel makes a process dead before that.
    private void NoteDiscarded(ProcessNode parent, ProcessNode exited)
    {
        if (!parent.Records.Stat.Reading.Current.DiscardsChildren) _uncounted.Add((parent, exited));
        if (exited.Exit is { } exit && source.ReportsAllExits) _discarded.Add((parent, exit, exited.Records.Stat.Reading.Current.RunTime));
        else parent.Reaped.NoteDiscarded(source.State.Number);
    }

    // The kernel keeps no sum of what discarded children used, but their final figures arrive, after their samples.
    private void AddDiscarded()
    {
        _ = _discarded.RemoveAll(discarded =>
        {
            if (!discarded.Exit.IsFinal) return discarded.Parent.Parent is null;
            ProcessNode? parent = discarded.Parent;
            while (parent is { Phase: NodePhase.Exited }) parent = parent.Parent;
            if (parent is { Id: not 0 }) parent.Reaped.AddLate(Math.Max(0, discarded.Exit.Usage.CpuTime - discarded.Shown), source.State.Number);
            return true;
        });
    }

    private bool TryTake(ProcessNode reaper, ProcessNode exited)
    {
        if (!reaper.Reaped.TryTake(reaper, exited, source.State.Number)) return false;
        _ = _open.Add(reaper);
        return true;
    }
}
