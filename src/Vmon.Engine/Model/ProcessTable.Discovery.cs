using Vmon.Proc;

namespace Vmon.Model;

// Who is there: by listing /proc, or, where only some processes and their descendants are asked for, by the children files.
internal sealed partial class ProcessTable
{
    private readonly ProcessSelection _selection = selection;
    private readonly List<int> _pids = [];
    private bool _followsByChildren = selection is { FollowChildren: true, Name: null, Targets.Count: > 0 };
    private bool _listsAll = selection.IsEverything || selection.Name is not null;

    private void Discover()
    {
        if (_listsAll) ListAll();
        else if (Context.SampleNumber == 1)
            foreach (ProcessIdentity target in _selection.Targets) Add(target.Id, isSelected: true).ExpectedStart = target.StartTicks;
    }

    private void ListAll()
    {
        if (Context.Root.Open(".\0"u8, isDirectory: true, out int descriptor) != ReadStatus.Ok) return;
        _ = NumberedEntries.List(descriptor, Context.Buffer, _pids);
        foreach (int pid in _pids)
        {
            if (_byPid.TryGetValue(pid, out ProcessNode? node)) node.NamedIn = Context.SampleNumber;
            else Add(pid, _selection.IsEverything);
        }
    }

    private void FollowChildren(ProcessNode node)
    {
        if (IsImpostor(node))
        {
            _ = _byPid.Remove(node.Id);
            node.Close(Context.Budget);
            Remove(node);
            return;
        }

        _pids.Clear();
        if (node.SampleChildren(Context, _pids) == ReadStatus.Gone && node.Exists(Context))
        {
            // A kernel without CONFIG_PROC_CHILDREN: whose child a process is shows in its own stat.
            _followsByChildren = false;
            _listsAll = true;
            ListAll();
            return;
        }

        foreach (int pid in _pids)
        {
            ProcessNode child = _byPid.TryGetValue(pid, out ProcessNode? known) ? known : Add(pid, isSelected: true);
            child.NamedIn = Context.SampleNumber;
            child.NamedBy = node;
            child.IsSelected = true;
        }
    }

    /// <summary>Whether the pid that a parent named was given to somebody else before it was read.</summary>
    private bool IsImpostor(ProcessNode node) =>
        node is { Phase: NodePhase.New, NamedBy: ProcessNode parent }
        && node.ParentId != parent.Id
        && !_byPid.ContainsKey(node.ParentId)
        && parent.Exists(Context);
}
