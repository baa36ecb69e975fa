using Vmon.Proc;

namespace Vmon.Model;

// Discovers processes by the task stream if available, otherwise by listing /proc, or, for specific processes and their
// descendants, by the children files.
internal sealed partial class ProcessTable
{
    private readonly ProcessSelection _selection;
    private readonly List<int> _pids = [];
    private bool _listsAll;

    internal bool ListsAll => _listsAll;

    private void Discover()
    {
        if (_listsAll && !Context.HasTasks) ListAll();
        foreach (MonitorScope scope in _unplaced) Place(scope);
    }

    private void ListAll()
    {
        ReadStatus status = Context.Root.Open(".\0"u8, isDirectory: true, out int descriptor);
        if (status != ReadStatus.Ok) return;
        _ = NumberedEntries.List(descriptor, Context.Buffer, _pids);
        if (!Context.Root.IsLive) _pids.Sort(); // procfs lists in order, a captured tree in any order
        foreach (int pid in _pids)
        {
            if (_byPid.TryGetValue(pid, out ProcessNode? node)) node.NamedIn = Context.SampleNumber;
            else _ = Add(pid);
        }
    }

    /// <summary>Gets the node of a requested process: a new one, or the existing one with its PID if the identity matches.</summary>
    private void Place(MonitorScope scope)
    {
        if (!_byPid.TryGetValue(scope.Target.Id, out ProcessNode? node))
        {
            node = Add(scope.Target.Id);
            node.ExpectedStart = scope.Target.StartTicks;
        }
        else if (node.Phase == NodePhase.Unseen ? node.Asked is not null : node.Identity != scope.Target)
        {
            return;
        }

        node.Asked = scope;
        scope.Node = node;
    }

    /// <summary>The process was lost, and another one with the same PID is requested.</summary>
    private void PlaceNext(int pid)
    {
        foreach (MonitorScope scope in _unplaced)
            if (scope.Node is null && scope.Target.Id == pid) Place(scope);
    }

    private void FollowChildren(ProcessNode node, MonitorScope scope)
    {
        _pids.Clear();
        if (node.SampleChildren(Context, _pids) == ReadStatus.Gone && node.Exists(Context))
        {
            // A kernel without CONFIG_PROC_CHILDREN: stat of each process names its parent.
            _listsAll = true;
            ListAll();
            return;
        }

        foreach (int pid in _pids)
        {
            ProcessNode child = _byPid.TryGetValue(pid, out ProcessNode? known) ? known : Add(pid);
            child.NamedIn = Context.SampleNumber;
            child.NamedBy = node;
            child.Followed ??= scope;
        }
    }

    private void RemoveImpostor(ProcessNode node)
    {
        _ = _byPid.Remove(node.Id);
        node.Close(Context.Budget);
        Remove(node);
    }

    /// <summary>Whether the PID that a parent named was reused before it was read.</summary>
    private bool IsImpostor(ProcessNode node) =>
        node is { Phase: NodePhase.New, Asked: null, NamedBy: ProcessNode parent }
        && node.ParentId != parent.Id
        && !_byPid.ContainsKey(node.ParentId)
        && parent.Exists(Context);
}
