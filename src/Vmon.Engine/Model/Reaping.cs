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
/// <param name="nodes">Its processes.</param>
/// <param name="lose">Marks a process as exited, which calls <see cref="NoteExited"/>.</param>
/// <param name="addUnsampled">Adds the processes that exited up to now without having been read, which calls <see cref="NoteExited"/>.</param>
internal sealed class Reaping(IProcessSource source, NodeSet nodes, Action<ProcessNode> lose, Action addUnsampled)
{
    // Each attempt takes microseconds. Another is needed only if a child exits during it.
    private const int MostAttempts = 16;

    private const int Init = 1;

    // A round looks at all children of each process that it reads again, and is needed only if one exits meanwhile that no sample has read.
    private const int MostRounds = 4;

    private readonly List<ProcessNode> _exited = [];
    private readonly List<(ProcessNode Reaper, ProcessNode Exited)> _late = [];
    private readonly List<(ProcessNode Reaper, ProcessNode Exited)> _lateBefore = [];
    private readonly List<(ProcessNode Reaper, ProcessNode Exited)> _uncounted = [];
    private readonly List<(ProcessNode Reaper, ProcessNode Exited)> _uncountedBefore = [];
    private readonly List<ProcessNode> _orphans = [];
    private readonly List<ProcessNode> _open = [];
    private readonly List<(ProcessNode Parent, ExitRecord Exit, long Shown)> _discarded = [];
    private readonly List<ProcessNode> _adopted = [];
    private readonly Dictionary<int, List<ProcessNode>> _adoptedBy = [];
    private ProcessNode? _init;
    private int _assigned;
    private int _followed;
    private bool _hasReadAgain;

    /// <summary>Processes of this sample whose parent can be another than that below which they are.</summary>
    internal List<ProcessNode> Adopted => _adopted;

    internal void Begin()
    {
        _adopted.Clear();
        _adoptedBy.Clear();
        _assigned = _followed = 0;
    }

    /// <summary>Records a process whose parent exited, or is another one than before.</summary>
    internal void NoteAdopted(ProcessNode process)
    {
        _adopted.Add(process);
        _hasReadAgain = true;
    }

    /// <summary>Records a process that exited according to the current sample.</summary>
    internal void NoteExited(ProcessNode process) => _exited.Add(process);

    /// <summary>Attributes the usage of exited processes, after all processes are read and linked.</summary>
    /// <param name="hasAll">Whether the table has all processes.</param>
    internal void Settle(bool hasAll)
    {
        _init = hasAll ? nodes.Find(Init) : null;
        _hasReadAgain = false;
        addUnsampled();
        int caughtUp = CatchUp(0);
        for (int i = 0; i < nodes.All.Count; i++) CheckCounters(nodes.All[i]);
        caughtUp = CatchUp(caughtUp);
        for (int round = 1; round < MostRounds && _hasReadAgain; round++)
        {
            _hasReadAgain = false;
            addUnsampled();
            caughtUp = CatchUp(caughtUp);
        }

        // What exited during the last reading is part of it, or of the next one.
        if (_hasReadAgain) addUnsampled();
        foreach (ProcessNode owing in _open) owing.Reaped.Begin(source.State.Number);
        AttributeAll();
        if (_discarded.Count > 0) AddDiscarded();
        _ = _open.RemoveAll(static reaper => reaper.Phase == NodePhase.Exited || !reaper.Reaped.Close(reaper));
    }

    // More processes were found to have exited, or to have been adopted.
    private int CatchUp(int from)
    {
        do
        {
            for (; _followed < _adopted.Count; _followed++) BringUpAdopted(_adopted[_followed]);
            for (; from < _exited.Count; from++)
                for (ProcessNode? reaper = FirstReaper(_exited[from]); reaper is not null; reaper = NextReaper(_exited[from], reaper))
                    BringUp(reaper, _exited[from].ExitOrder);
        }
        while (_followed < _adopted.Count);
        return from;
    }

    // It was read again when its parent exited, or after that. What a pass over the tasks has of it can be older, and names the parent that exited.
    private void BringUpAdopted(ProcessNode process)
    {
        bool isOld = process.Parent is { Phase: NodePhase.Exited } former && former.Id == process.ParentId;
        BringUp(process, isOld ? source.State.NextOrder() : process.Records.ReadOrder);
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
        _uncountedBefore.AddRange(_uncounted);
        _uncounted.Clear();
        _exited.Sort(static (one, other) => ChildCounters.CpuOf(other).CompareTo(ChildCounters.CpuOf(one)));
        foreach (ProcessNode exited in _exited) AttributeToParent(exited);
        foreach ((ProcessNode reaper, ProcessNode exited) in _lateBefore) _ = TryAttribute(exited, reaper);
        foreach ((ProcessNode parent, ProcessNode exited) in _uncountedBefore) TakeUncounted(parent, exited);
        foreach (ProcessNode orphan in _orphans) AttributeToAncestor(orphan);
        _exited.Clear();
        _lateBefore.Clear();
        _uncountedBefore.Clear();
        _orphans.Clear();
    }

    private void TakeUncounted(ProcessNode parent, ProcessNode exited)
    {
        if (IsReaper(parent) && TryTake(parent, exited) && exited.Exit is { } exit) _ = _discarded.RemoveAll(discarded => discarded.Exit == exit);
    }

    private void AttributeToParent(ProcessNode exited)
    {
        ProcessNode? parent = ParentOf(exited);
        if (parent is not null && IsReaper(parent) && TakeOrWait(parent, exited)) return;
        if (parent is null || (parent.HasTerminated && !IsDiscardedBy(parent, exited))) _orphans.Add(exited);
        else if (IsReaper(parent)) NoteDiscarded(parent, exited);
    }

    // The kernel forgot it at once, so that no other process can have adopted it.
    private static bool IsDiscardedBy(ProcessNode parent, ProcessNode exited) =>
        parent.Id == exited.Exit?.ParentId && parent.Records.Stat.Reading.Current.DiscardsChildren;

    // If the parent exited as well, the nearest ancestor that can adopt the child may have reaped it: init, or a subreaper.
    private void AttributeToAncestor(ProcessNode orphan)
    {
        ProcessNode? parent = ParentOf(orphan);
        if (!TryAttribute(orphan, parent is null ? Adopter(orphan) : NextReaper(parent)) && parent is not null && IsReaper(parent)) NoteDiscarded(parent, orphan);
    }

    private bool TryAttribute(ProcessNode exited, ProcessNode? reaper)
    {
        while (reaper is not null && !(IsReaper(reaper) && TakeOrWait(reaper, exited))) reaper = NextReaper(reaper);
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
        if (!_open.Contains(reaper)) _open.Add(reaper);
        return true;
    }

    // It may have been adopted after it was read, and before it exited; or as a zombie, after both.
    private ProcessNode? ParentOf(ProcessNode exited) =>
        (exited.Exit?.ParentId is int atExit ? ParentOf(exited, atExit) : null) ?? ParentOf(exited, exited.ParentId);

    // The init of a PID namespace adopts the orphans of a process that entered it, and is not above them.
    private ProcessNode? ParentOf(ProcessNode exited, int id) => AncestorOf(exited, id) ?? nodes.FindParent(id, exited);

    private static ProcessNode? AncestorOf(ProcessNode exited, int id)
    {
        ProcessNode? ancestor = exited.Parent;
        while (ancestor is { Id: not 0 } && ancestor.Id != id) ancestor = ancestor.Parent;
        return ancestor is { Id: not 0 } ? ancestor : null;
    }

    private ProcessNode? FirstReaper(ProcessNode exited) =>
        ParentOf(exited) is not { } parent ? Adopter(exited) : IsReaper(parent) ? parent : parent.HasTerminated ? NextReaper(parent) : null;

    // Only a living parent can have reaped it.
    private ProcessNode? NextReaper(ProcessNode exited, ProcessNode reaper) =>
        !reaper.HasTerminated && reaper == ParentOf(exited) ? null : NextReaper(reaper);

    private ProcessNode? NextReaper(ProcessNode reaper)
    {
        ProcessNode? next = reaper.Parent;
        while (next is { Id: not 0 } && !IsReaper(next)) next = next.Parent;
        return next is { Id: not 0 } ? next : LastReaper(reaper);
    }

    // One whose parent is not known had it at its last reading. One that has none is reaped outside the namespace.
    private ProcessNode? Adopter(ProcessNode exited) => exited.ParentId == 0 ? null : LastReaper(exited);

    // It adopts whatever no other ancestor does.
    private ProcessNode? LastReaper(ProcessNode below) =>
        _init is { Phase: not NodePhase.Exited } init && init != below && IsReaper(init) ? init : null;

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
