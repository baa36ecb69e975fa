using Vmon.Kernel.Events;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>
/// Finds the process that reaped each process that exited since the previous sample, and ensures that its reading includes the counters of
/// the exited one.
/// </summary>
/// <remarks>
/// Processes are read one after the other while children exit. A reading of a parent agrees with those of its children if each child that was reaped
/// before it is known to have exited, and none was reaped before it that is not. So if the counters of a parent show that it reaped a child,
/// its children are checked again. If a child is found to have exited after its parent was read, the parent is read again.
/// <para>
/// What a process reaped is known from the increase of its counters only. So first each process takes the children of its own. What is left of the increases can be
/// those of others: orphans, which an ancestor reaped. The largest comes first, so that a small one in the wrong place cannot displace it.
/// </para>
/// </remarks>
/// <param name="source">The source of the table.</param>
/// <param name="lose">Marks a process as exited, which calls <see cref="NoteExited"/>.</param>
/// <param name="addUnsampled">Adds the processes that exited up to now without having been read, which calls <see cref="NoteExited"/>.</param>
internal sealed class Reaping(IProcessSource source, Action<ProcessNode> lose, Action addUnsampled)
{
    // Each attempt takes microseconds. Another is needed only if a child exits during it.
    private const int MostAttempts = 16;

    // A round looks at all children of each process that it reads again, and is needed only if one exits meanwhile that no sample has read.
    private const int MostRounds = 4;

    private readonly List<ProcessNode> _exited = [];
    private readonly List<(ProcessNode Reaper, ProcessNode Exited)> _late = [];
    private readonly List<(ProcessNode Reaper, ProcessNode Exited)> _lateBefore = [];
    private readonly List<ProcessNode> _orphans = [];
    private readonly List<ProcessNode> _open = [];
    private readonly List<(ProcessNode Parent, ExitRecord Exit, long Shown)> _discarded = [];
    private readonly List<ProcessNode> _adopted = [];
    private readonly Dictionary<int, List<ProcessNode>> _adoptedBy = [];
    private int _assigned;
    private bool _hasReadAgain;

    /// <summary>Processes of this sample whose parent can be another than that below which they are.</summary>
    internal List<ProcessNode> Adopted => _adopted;

    internal void Begin()
    {
        _adopted.Clear();
        _adoptedBy.Clear();
        _assigned = 0;
    }

    /// <summary>Records a process whose parent exited, or is another one than before.</summary>
    internal void NoteAdopted(ProcessNode process) => _adopted.Add(process);

    /// <summary>Records a process that exited according to the current sample.</summary>
    internal void NoteExited(ProcessNode process) => _exited.Add(process);

    /// <summary>Attributes the usage of exited processes, after all processes are read and linked.</summary>
    internal void Settle(List<ProcessNode> nodes)
    {
        addUnsampled();
        _hasReadAgain = false;
        int caughtUp = CatchUp(0);
        for (int i = 0; i < nodes.Count; i++) CheckCounters(nodes[i]);
        caughtUp = CatchUp(caughtUp);
        for (int round = 1; round < MostRounds && _hasReadAgain; round++)
        {
            addUnsampled();
            _hasReadAgain = false;
            caughtUp = CatchUp(caughtUp);
        }

        foreach (ProcessNode owing in _open) owing.Reaped.Begin(source.State.Number);
        if (_discarded.Count > 0) AddDiscarded();
        AttributeAll();
        _ = _open.RemoveAll(static reaper => reaper.Phase == NodePhase.Exited || !reaper.Reaped.Close(reaper));
    }

    // More processes were found to have exited.
    private int CatchUp(int from)
    {
        for (; from < _exited.Count; from++)
            for (ProcessNode? reaper = FirstReaper(_exited[from]); reaper is not null; reaper = NextReaper(_exited[from], reaper))
                BringUp(reaper, _exited[from].ExitOrder);
        return from;
    }

    private void CheckCounters(ProcessNode process)
    {
        if (process.Phase is NodePhase.Unseen or NodePhase.Exited || process.Records.RestedIn == source.State.Number) return;
        if (HasReaped(process)) BringUp(process, process.Records.ReadOrder);
        else if (HasReapedSinceRead(process)) BringUp(process, source.State.NextOrder());
    }

    /// <summary>Reads a process again if it was read before order, and until no child considered alive was reaped.</summary>
    private void BringUp(ProcessNode process, long order)
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (process.Phase == NodePhase.Exited) return;
            if (process.Records.ReadOrder < order && !TryReread(process))
            {
                lose(process);
                return;
            }

            if (process.CheckOrder > process.Records.ReadOrder) return;
            ProcessNode? last = LoseReaped(process);
            process.CheckOrder = source.State.NextOrder();
            if (last is null) return;
            order = last.ExitOrder;
        }
    }

    private bool TryReread(ProcessNode process)
    {
        _hasReadAgain = true;
        if (!source.Reread(process.Records)) return false;
        if (process.ParentId != process.Parent!.Id) NoteAdopted(process);
        return true;
    }

    /// <summary>Marks the children that it reaped as exited. One that it adopted in this sample is still below its former parent.</summary>
    /// <returns>The last of them; null for none.</returns>
    private ProcessNode? LoseReaped(ProcessNode process)
    {
        ProcessNode? last = null;
        for (ProcessNode? child = process.FirstChild; child is not null; child = child.Next)
            if (TryLoseReaped(child, process)) last = child;
        AssignAdopted();
        if (!_adoptedBy.TryGetValue(process.Id, out List<ProcessNode>? adopted)) return last;
        foreach (ProcessNode child in adopted)
            if (TryLoseReaped(child, process)) last = child;
        return last;
    }

    // Only now each has been read.
    private void AssignAdopted()
    {
        for (; _assigned < _adopted.Count; _assigned++)
        {
            ProcessNode child = _adopted[_assigned];
            if (!_adoptedBy.TryGetValue(child.ParentId, out List<ProcessNode>? children)) _adoptedBy.Add(child.ParentId, children = []);
            children.Add(child);
        }
    }

    private bool TryLoseReaped(ProcessNode child, ProcessNode process)
    {
        if (child.IsThread || child.Phase is NodePhase.Unseen or NodePhase.Exited || child.ParentId != process.Id || !IsReaped(child)) return false;
        lose(child);
        return true;
    }

    private void AttributeAll()
    {
        _lateBefore.AddRange(_late);
        _late.Clear();
        _exited.Sort(static (one, other) => ChildCounters.CpuOf(other).CompareTo(ChildCounters.CpuOf(one)));
        foreach (ProcessNode exited in _exited) AttributeToParent(exited);
        foreach ((ProcessNode reaper, ProcessNode exited) in _lateBefore) _ = TryAttribute(exited, reaper);
        foreach (ProcessNode orphan in _orphans) AttributeToAncestor(orphan);
        _exited.Clear();
        _lateBefore.Clear();
        _orphans.Clear();
    }

    private void AttributeToParent(ProcessNode exited)
    {
        if (ParentOf(exited) is not { } parent) return;
        if (IsReaper(parent) && TakeOrWait(parent, exited)) return;
        if (parent.HasTerminated) _orphans.Add(exited);
        else if (IsReaper(parent)) NoteDiscarded(parent, exited);
    }

    // If the parent exited as well, the nearest ancestor that can adopt the child may have reaped it: init, or a subreaper.
    private void AttributeToAncestor(ProcessNode orphan)
    {
        ProcessNode parent = ParentOf(orphan)!;
        if (!TryAttribute(orphan, NextReaper(parent)) && IsReaper(parent)) NoteDiscarded(parent, orphan);
    }

    private bool TryAttribute(ProcessNode exited, ProcessNode? reaper)
    {
        while (reaper is not null && !(IsReaper(reaper) && TakeOrWait(reaper, exited))) reaper = NextReaper(reaper);
        return reaper is not null;
    }

    // The next reading of a process that was read before the exit includes it.
    private bool TakeOrWait(ProcessNode reaper, ProcessNode exited)
    {
        if (reaper.Phase == NodePhase.Exited || reaper.Records.ReadOrder >= exited.ExitOrder) return TryTake(reaper, exited);
        _late.Add((reaper, exited));
        return true;
    }

    private void NoteDiscarded(ProcessNode parent, ProcessNode exited)
    {
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
        if (!_open.Contains(reaper)) _open.Add(reaper);
        return true;
    }

    // It may have been adopted after it was read, and before it exited; or as a zombie, after both.
    private static ProcessNode? ParentOf(ProcessNode exited) =>
        (exited.Exit?.ParentId is int atExit ? AncestorOf(exited, atExit) : null) ?? AncestorOf(exited, exited.ParentId);

    private static ProcessNode? AncestorOf(ProcessNode exited, int id)
    {
        ProcessNode? ancestor = exited.Parent;
        while (ancestor is { Id: not 0 } && ancestor.Id != id) ancestor = ancestor.Parent;
        return ancestor is { Id: not 0 } ? ancestor : null;
    }

    private static ProcessNode? FirstReaper(ProcessNode exited) =>
        ParentOf(exited) is not { } parent ? null : IsReaper(parent) ? parent : parent.HasTerminated ? NextReaper(parent) : null;

    // Only a living parent can have reaped it.
    private static ProcessNode? NextReaper(ProcessNode exited, ProcessNode reaper) =>
        !reaper.HasTerminated && reaper == ParentOf(exited) ? null : NextReaper(reaper);

    private static ProcessNode? NextReaper(ProcessNode reaper)
    {
        ProcessNode? next = reaper.Parent;
        while (next is { Id: not 0 } && !IsReaper(next)) next = next.Parent;
        return next is { Id: not 0 } ? next : null;
    }

    /// <summary>Whether it has reaped a child in the interval of its last reading.</summary>
    private static bool HasReaped(ProcessNode process)
    {
        ref readonly Reading<ProcStat> stat = ref process.Records.Stat.Reading;
        return stat.IsPaired && HasOtherChildCounters(stat.Current, stat.Previous);
    }

    /// <summary>
    /// Whether the process reaped a child after stat was read. Needed only if io was read after stat, so that only io includes the child.
    /// </summary>
    private bool HasReapedSinceRead(ProcessNode process) =>
        process.Records.IoReadIn == source.State.Number && process.FirstChild is not null
        && source.Look(process.Records, out ProcStat now) == ReadStatus.Ok && HasOtherChildCounters(now, process.Records.Stat.Reading.Current);

    /// <summary>Whether it is known to have exited, so that the counters of its parent may include it.</summary>
    private bool IsReaped(ProcessNode process) => source.Look(process.Records, out ProcStat now) switch
    {
        ReadStatus.Gone => true,
        ReadStatus.Ok => now.State == ProcessState.Dead,
        _ => false,
    };

    private static bool HasOtherChildCounters(in ProcStat now, in ProcStat then) =>
        now.ChildMinorFaults != then.ChildMinorFaults
        || now.ChildUserTime != then.ChildUserTime || now.ChildSystemTime != then.ChildSystemTime;

    /// <summary>Whether the process has a reading of this sample: it is running, or exited after the read.</summary>
    private static bool IsReaper(ProcessNode process) => process.Records.Interval is not null;
}
