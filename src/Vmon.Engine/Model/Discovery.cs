using Vmon.Kernel;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>
/// Which processes exist. A pass over all tasks names them if the source has one, and at times a listing too. Otherwise a listing does, or, if only specific
/// processes are requested, the children of the followed ones.
/// </summary>
internal sealed class Discovery(IProcessSource source, NodeSet nodes, SelectionSet selection, ThreadTable threads)
{
    private readonly List<int> _pids = [];
    private readonly List<int> _tids = [];
    private bool _hasPass;
    private long? _listedIn;

    /// <summary>Whether all processes are listed.</summary>
    internal bool ListsAll { get; private set; } = selection.TakesAll;

    private long Sample => source.State.Number;

    // The kernel can hide tasks from a pass that /proc shows.
    private bool IsListingDue => _listedIn is null || Sample - _listedIn >= SamplingContext.RestAtMost;

    /// <summary>Names the processes that exist, before they are read.</summary>
    internal void Begin()
    {
        NamePass();
        if (ListsAll && (!_hasPass || IsListingDue)) ListAll();
        foreach (MonitorScope scope in selection.Unplaced) Place(scope);
    }

    /// <summary>Names the children of a process that was read.</summary>
    internal void FollowChildren(ProcessNode node, MonitorScope scope)
    {
        if (_hasPass && node.Phase != NodePhase.New) return;
        _pids.Clear();
        if (source.ListChildren(node.Records, _pids) == ReadStatus.Gone && Exists(node))
        {
            // The source cannot name children, such as a kernel without CONFIG_PROC_CHILDREN: each process names its parent in its own record.
            ListsAll = true;
            ListAll();
            return;
        }

        foreach (int pid in _pids)
        {
            ProcessNode child = nodes.Find(pid) ?? Add(pid);
            child.NamedIn = Sample;
            child.NamedBy = node;
            child.Membership.Followed ??= scope;
        }
    }

    /// <summary>Places another requested process with the PID of one that exited.</summary>
    internal void PlaceNext(int pid)
    {
        foreach (MonitorScope scope in selection.Unplaced)
            if (scope.Node is null && scope.Target.Id == pid) Place(scope);
    }

    /// <summary>Adds a new node for the PID of a process that exited, if this sample named it: another process may have the PID by now.</summary>
    internal void NameNext(ProcessNode exited)
    {
        if (exited.NamedIn != Sample) return;
        ProcessNode next = nodes.Find(exited.Id) ?? Add(exited.Id);
        next.NamedBy = exited.NamedBy;
        next.Membership.Followed ??= exited.NamedBy?.Membership.FollowScope;
    }

    /// <summary>Whether the PID that a parent named belonged to another process when it was read.</summary>
    internal bool IsImpostor(ProcessNode node) =>
        node is { Phase: NodePhase.New, Membership.Asked: null, NamedBy: ProcessNode parent }
        && node.ParentId != parent.Id
        && nodes.Find(node.ParentId) is null
        && source.Look(parent.Records, out ProcStat now) == ReadStatus.Ok
        && now.State is not (ProcessState.Zombie or ProcessState.Dead); // another process has adopted its children

    /// <summary>Finds the threads that forked the children of processes whose threads are included.</summary>
    internal void FindForkingThreads()
    {
        foreach (ProcessNode process in nodes.All)
        {
            // It takes a read for each thread.
            if (!process.Membership.IncludesThreads || process.ChildrenChangedIn != Sample || process.Phase == NodePhase.Exited) continue;
            if (source.ListThreads(process.Records, _tids) != ReadStatus.Ok) continue;
            foreach (int tid in _tids)
            {
                _pids.Clear();
                if (source.ListChildrenOf(process.Records, tid, _pids) != ReadStatus.Ok) continue;
                foreach (int pid in _pids)
                    if (nodes.Find(pid) is { } child && child.ParentId == process.Id) child.ParentThreadId = tid;
            }
        }
    }

    private bool Exists(ProcessNode node) => source.Look(node.Records, out _) == ReadStatus.Ok;

    private ProcessNode Add(int pid)
    {
        ProcessNode node = nodes.Add(pid, Sample);
        node.Membership.Followed = selection.Everything;
        return node;
    }

    private void ListAll()
    {
        _listedIn = Sample;
        _ = source.ListProcesses(_pids);
        foreach (int pid in _pids)
        {
            if (nodes.Find(pid) is { } node) node.NamedIn = Sample;
            else _ = Add(pid);
        }
    }

    /// <summary>Gives a requested process its node: a new one, or the one that has its PID, if it is the same process.</summary>
    private void Place(MonitorScope scope)
    {
        ProcessNode? node = nodes.Find(scope.Target.Id);
        if (node is null)
        {
            node = Add(scope.Target.Id);
            node.Records.ExpectedStart = scope.Target.StartTicks;
        }
        else if (node.Phase == NodePhase.Unseen ? node.Membership.Asked is not null : node.Identity != scope.Target)
        {
            return;
        }

        node.Membership.Asked = scope;
        scope.Node = node;
    }

    private void NamePass()
    {
        int expected = ListsAll && nodes.All.Count == 0 ? source.EstimateProcesses() : nodes.All.Count;
        _hasPass = source.TryPass(expected, out ReadOnlySpan<TaskRun> tasks);
        if (!_hasPass) return;
        bool isChildAdded = NameTasks(tasks, isFirst: true, out int known);
        while (isChildAdded) isChildAdded = NameTasks(tasks, isFirst: false, out known); // a child may have a smaller id than its parent

        // A file of each process; of those followed, the children file of each thread too.
        source.NoteSpared(nodes.All.Count + (ListsAll || !selection.FollowsChildren ? 0 : known));
    }

    /// <param name="tasks">The threads of the machine.</param>
    /// <param name="isFirst">Whether they have not been named yet.</param>
    /// <param name="known">Number of threads of processes in the table.</param>
    /// <returns>Whether a child was added.</returns>
    private bool NameTasks(ReadOnlySpan<TaskRun> tasks, bool isFirst, out int known)
    {
        bool isChildAdded = false;
        known = 0;
        ProcessNode? process = null;
        for (int i = 0; i < tasks.Length; i++)
        {
            ref readonly TaskRun task = ref tasks[i];
            if (process?.Id != task.ProcessId && (process = nodes.Find(task.ProcessId)) is null)
            {
                process = !task.IsMain ? null : ListsAll ? Add(task.ProcessId) : AddFollowed(task);
                isChildAdded |= process is not null && !ListsAll;
            }

            if (process is null) continue;
            known++;
            if (isFirst) NameTask(process, task);
        }

        return isChildAdded;
    }

    private void NameTask(ProcessNode process, in TaskRun task)
    {
        source.Tally(process.Records, task);
        if (task.IsMain)
        {
            process.NamedIn = Sample;
            if (task.ParentId != process.ParentId) source.Require(process.Records);
        }

        // A new one lists its threads itself: some may have passed before it was known.
        if (!process.Membership.IncludesThreads || process.Phase == NodePhase.Unseen) return;
        process.ThreadsNamedIn = Sample;
        if (!task.IsMain) source.Tally(threads.Name(process, task.ThreadId).Records, task);
    }

    private ProcessNode? AddFollowed(in TaskRun task)
    {
        if (nodes.Find(task.ParentId) is not { } parent || parent.Membership.FollowScope is not MonitorScope scope) return null;
        if (parent is { Phase: NodePhase.Unseen, Membership.Asked: not null }) return null; // it may not be the requested process

        ProcessNode child = Add(task.ProcessId);
        child.NamedBy = parent;
        child.Membership.Followed = scope;
        return child;
    }
}
