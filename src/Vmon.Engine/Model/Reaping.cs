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
/// its children are checked again, except those of which an event would tell. If a child is found to have exited after its parent was read, the parent is
/// read again.
/// </remarks>
/// <param name="source">The source of the table.</param>
/// <param name="reapers">Tells which processes can have reaped another one.</param>
/// <param name="lose">Marks a process as exited, which calls <see cref="NoteExited"/>.</param>
/// <param name="findExited">Takes the events of exits up to now, and calls <see cref="NoteExited"/> for each process that is gone.</param>
internal sealed class Reaping(IProcessSource source, Reapers reapers, Action<ProcessNode> lose, Action findExited)
{
    // Each attempt takes microseconds. Another is needed only if a child exits during it.
    private const int MostAttempts = 16;

    // A round looks at all children of each process that it reads again. Another is needed only if a process exits during it.
    private const int MostRounds = 4;

    private readonly List<ProcessNode> _exited = [];
    private readonly List<ProcessNode> _adopted = [];
    private readonly Dictionary<int, List<ProcessNode>> _adoptedBy = [];
    private readonly Attribution _attribution = new(source, reapers);
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

    /// <summary>Makes the readings agree, and attributes the usage of exited processes, after all processes are read and linked.</summary>
    internal void Settle(List<ProcessNode> nodes)
    {
        _hasReadAgain = false;
        findExited();
        int caughtUp = CatchUp(0);
        for (int i = 0; i < nodes.Count; i++) CheckCounters(nodes[i]);
        caughtUp = CatchUp(caughtUp);
        for (int round = 1; round < MostRounds && _hasReadAgain; round++)
        {
            _hasReadAgain = false;
            findExited();
            caughtUp = CatchUp(caughtUp);
        }

        // What exited during the last reading is part of it, or of the next one.
        if (_hasReadAgain) findExited();
        _attribution.Attribute(_exited);
        _exited.Clear();
    }

    // More processes were found to have exited, or to have been adopted.
    private int CatchUp(int from)
    {
        do
        {
            for (; _followed < _adopted.Count; _followed++) BringUpAdopted(_adopted[_followed]);
            for (; from < _exited.Count; from++)
                for (ProcessNode? reaper = reapers.First(_exited[from]); reaper is not null; reaper = reapers.Next(_exited[from], reaper))
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
        bool reportsAll = source.ReportsAllExits;
        for (ProcessNode? child = process.FirstChild; child is not null; child = child.Next)
            if (TryLoseReaped(child, process, reportsAll)) last = child;
        AssignAdopted();
        if (!_adoptedBy.TryGetValue(process.Id, out List<ProcessNode>? adopted)) return last;
        foreach (ProcessNode child in adopted)
            if (TryLoseReaped(child, process, reportsAll)) last = child;
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

    // If all exits are reported, one that was running exits by its event, which comes before it is reaped.
    private bool TryLoseReaped(ProcessNode child, ProcessNode process, bool reportsAll)
    {
        if (child.IsThread || child.Phase is NodePhase.Unseen or NodePhase.Exited || child.ParentId != process.Id) return false;
        if ((reportsAll && child is { Exit: null, HasTerminated: false }) || !IsReaped(child)) return false;
        lose(child);
        return true;
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
}
