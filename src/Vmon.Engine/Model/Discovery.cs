using Vmon.Kernel;
using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>
/// Which processes exist: from the task stream if the kernel has one; else from a listing of /proc, or, if only some processes and their
/// descendants are asked for, from the children files of those that are followed.
/// </summary>
internal sealed class Discovery(SamplingContext context, NodeSet nodes, SelectionSet selection, ThreadTable threads)
{
    private readonly List<int> _pids = [];
    private readonly TaskFeed _feed = new(context);

    /// <summary>Whether all processes are listed.</summary>
    internal bool ListsAll { get; private set; } = selection.TakesAll;

    /// <summary>Names the processes that exist, before they are read.</summary>
    internal void Begin()
    {
        ReadTasks();
        if (ListsAll && !context.HasTasks) ListAll();
        foreach (MonitorScope scope in selection.Unplaced) Place(scope);
    }

    /// <summary>Names the children of a process that was read.</summary>
    internal void FollowChildren(ProcessNode node, MonitorScope scope)
    {
        if (context.HasTasks && node.Phase != NodePhase.New) return;
        _pids.Clear();
        if (node.SampleChildren(context, _pids) == ReadStatus.Gone && node.Exists(context))
        {
            // A kernel without CONFIG_PROC_CHILDREN: each process names its parent in its own stat.
            ListsAll = true;
            ListAll();
            return;
        }

        foreach (int pid in _pids)
        {
            ProcessNode child = nodes.Find(pid) ?? Add(pid);
            child.NamedIn = context.SampleNumber;
            child.NamedBy = node;
            child.Membership.Followed ??= scope;
        }
    }

    /// <summary>Another process was asked for with the pid of one that exited.</summary>
    internal void PlaceNext(int pid)
    {
        foreach (MonitorScope scope in selection.Unplaced)
            if (scope.Node is null && scope.Target.Id == pid) Place(scope);
    }

    /// <summary>A process that exited was named in this sample: another process may have the pid by now.</summary>
    internal void NameNext(ProcessNode exited)
    {
        if (exited.NamedIn != context.SampleNumber) return;
        ProcessNode next = nodes.Find(exited.Id) ?? Add(exited.Id);
        next.NamedBy = exited.NamedBy;
        next.Membership.Followed ??= exited.NamedBy?.Membership.FollowScope;
    }

    /// <summary>Whether the pid that a parent named belonged to another process when it was read.</summary>
    internal bool IsImpostor(ProcessNode node) =>
        node is { Phase: NodePhase.New, Membership.Asked: null, NamedBy: ProcessNode parent }
        && node.ParentId != parent.Id
        && nodes.Find(node.ParentId) is null
        && parent.Exists(context);

    /// <summary>Finds the threads that forked the children of processes whose threads are included.</summary>
    internal void FindForkingThreads()
    {
        foreach (ProcessNode process in nodes.All)
        {
            // It takes a read for each thread.
            if (!process.Membership.IncludesThreads || process.ChildrenChangedIn != context.SampleNumber || process.Phase == NodePhase.Exited) continue;
            if (process.ListThreads(context, context.Threads) != ReadStatus.Ok) continue;
            foreach (int tid in context.Threads)
            {
                _pids.Clear();
                if (process.ReadChildrenOf(tid, context, _pids) != ReadStatus.Ok) continue;
                foreach (int pid in _pids)
                    if (nodes.Find(pid) is { } child && child.ParentId == process.Id) child.ParentThreadId = tid;
            }
        }
    }

    private ProcessNode Add(int pid)
    {
        ProcessNode node = nodes.Add(pid, context.SampleNumber);
        node.Membership.Followed = selection.Everything;
        return node;
    }

    private void ListAll()
    {
        ReadStatus status = context.Root.Open(".\0"u8, isDirectory: true, out int descriptor);
        if (status != ReadStatus.Ok) return;
        _ = NumberedEntries.List(descriptor, context.Buffer, _pids);
        if (!context.Root.IsLive) _pids.Sort(); // procfs lists in order, a copy in any
        foreach (int pid in _pids)
        {
            if (nodes.Find(pid) is { } node) node.NamedIn = context.SampleNumber;
            else _ = Add(pid);
        }
    }

    /// <summary>Gives a process that was asked for its node: a new one, or the one that has its pid, if it is the same process.</summary>
    private void Place(MonitorScope scope)
    {
        ProcessNode? node = nodes.Find(scope.Target.Id);
        if (node is null)
        {
            node = Add(scope.Target.Id);
            node.ExpectedStart = scope.Target.StartTicks;
        }
        else if (node.Phase == NodePhase.Unseen ? node.Membership.Asked is not null : node.Identity != scope.Target)
        {
            return;
        }

        node.Membership.Asked = scope;
        scope.Node = node;
    }

    private void ReadTasks()
    {
        if (!_feed.TryRead(nodes.All.Count, out ReadOnlySpan<TaskRun> tasks)) return;
        bool isChildAdded = NameTasks(tasks, isFirstPass: true);
        while (isChildAdded) isChildAdded = NameTasks(tasks, isFirstPass: false); // a child may have a smaller id than its parent
        if (!TaskFeed.IsWorth(tasks.Length, nodes.All.Count) && !TaskFeed.IsWorth(tasks.Length, FilesSpared(tasks))) _feed.Pause();
    }

    // A file of each process; of those followed, the children file of each thread too.
    private int FilesSpared(ReadOnlySpan<TaskRun> tasks)
    {
        if (ListsAll || !selection.FollowsChildren) return nodes.All.Count;
        int count = nodes.All.Count;
        foreach (ref readonly TaskRun task in tasks) count += nodes.Find(task.ProcessId) is null ? 0 : 1;
        return count;
    }

    private bool NameTasks(ReadOnlySpan<TaskRun> tasks, bool isFirstPass)
    {
        bool isChildAdded = false;
        ProcessNode? process = null;
        for (int i = 0; i < tasks.Length; i++)
        {
            ref readonly TaskRun task = ref tasks[i];
            if (process?.Id != task.ProcessId && (process = nodes.Find(task.ProcessId)) is null)
            {
                process = !task.IsMain ? null : ListsAll ? Add(task.ProcessId) : AddFollowed(task);
                isChildAdded |= process is not null && !ListsAll;
            }

            if (process is not null && isFirstPass) NameTask(process, task, i);
        }

        return isChildAdded;
    }

    private void NameTask(ProcessNode process, in TaskRun task, int index)
    {
        process.Activity.Tally(task, index, context.SampleNumber);
        if (task.IsMain)
        {
            process.NamedIn = context.SampleNumber;
            if (task.ParentId != process.ParentId) process.Activity.MustBeRead = true;
        }

        // A new one lists its threads itself: some may have passed before it was known.
        if (!process.Membership.IncludesThreads || process.Phase == NodePhase.Unseen) return;
        process.ThreadsNamedIn = context.SampleNumber;
        if (!task.IsMain) threads.Name(process, task.ThreadId).Activity.Tally(task, index, context.SampleNumber);
    }

    private ProcessNode? AddFollowed(in TaskRun task)
    {
        if (nodes.Find(task.ParentId) is not { } parent || parent.Membership.FollowScope is not MonitorScope scope) return null;
        if (parent is { Phase: NodePhase.Unseen, Membership.Asked: not null }) return null; // it may not be the process that was asked for

        ProcessNode child = Add(task.ProcessId);
        child.NamedBy = parent;
        child.Membership.Followed = scope;
        return child;
    }
}
