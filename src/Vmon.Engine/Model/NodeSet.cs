namespace Vmon.Model;

/// <summary>The processes of a table, by PID, as a list and as a hierarchy.</summary>
internal sealed class NodeSet
{
    private readonly Dictionary<int, ProcessNode> _byPid = [];
    private readonly List<ProcessNode> _all = [];
    private readonly List<(ProcessNode Node, ProcessNode Former)> _moved = [];

    /// <summary>Root of the hierarchy. It is not a process. Its children are the top level.</summary>
    internal ProcessNode Top { get; } = new(0);

    /// <summary>All processes, including exited ones of the last sample. New ones are appended.</summary>
    internal List<ProcessNode> All => _all;

    /// <summary>Gets the process that has a PID. Null if none is known.</summary>
    internal ProcessNode? Find(int pid) => _byPid.GetValueOrDefault(pid);

    internal ProcessNode Add(int pid, long sample)
    {
        ProcessNode node = new(pid) { Index = _all.Count, NamedIn = sample };
        _all.Add(node);
        _byPid[pid] = node;
        return node;
    }

    /// <summary>Adds a process that exited before it was read, below its parent. Another process may have its PID.</summary>
    internal ProcessNode AddExited(int pid, ProcessNode? parent)
    {
        ProcessNode node = new(pid) { Index = _all.Count, Phase = NodePhase.New };
        _all.Add(node);
        (parent ?? Top).Move(node);
        return node;
    }

    /// <summary>Releases the PID of a process, which stays in the list and in the hierarchy.</summary>
    internal void Forget(ProcessNode node) => _byPid.Remove(node.Id);

    /// <summary>Moves each process below its parent. Called after all are read, so that a sample is one consistent tree.</summary>
    internal void Link()
    {
        foreach (ProcessNode node in _all) Link(node);
    }

    /// <summary>Moves a process below its parent, if that is another one than before.</summary>
    internal void Link(ProcessNode node)
    {
        if (node.Phase is NodePhase.Unseen or NodePhase.Exited || node.Parent?.Phase == NodePhase.Exited) return;
        if (node.Parent is not { } former)
        {
            ParentOf(node).Move(node);
        }
        else if (former.Id != node.ParentId && ParentOf(node) is { } parent && parent != former)
        {
            parent.Move(node);
            _moved.Add((node, former));
        }
    }

    /// <summary>
    /// Completes the moves of a sample when it is known which processes exited. An orphan stays where it was until its parent is shown no more, whether its own reading or the exit of the parent
    /// was first. Changes are recorded here, by the places that the processes have in the end.
    /// </summary>
    internal void Settle(long sample)
    {
        foreach ((ProcessNode node, ProcessNode former) in _moved)
        {
            if (former.Phase == NodePhase.Exited || node.Phase == NodePhase.Exited)
            {
                former.Move(node);
            }
            else if (node.Phase == NodePhase.Live)
            {
                former.NoteChange(node, sample);
                node.Parent!.NoteChange(node, sample);
            }
        }

        _moved.Clear();
        foreach (ProcessNode node in _all)
            if (node.Phase is NodePhase.New or NodePhase.Exited) node.Parent?.NoteChange(node, sample);
    }

    /// <summary>Removes a process, whose children move below the processes that adopted them.</summary>
    internal void Remove(ProcessNode node, long sample)
    {
        while (node.FirstChild is ProcessNode child)
        {
            if (child.Phase == NodePhase.Exited) Top.Move(child);
            else ParentOf(child).Append(child, sample);
        }

        node.Detach(sample);
        node.NamedBy = null; // or each of a line of parents that exited would keep the previous one in memory
        ProcessNode last = _all[^1];
        _all[node.Index] = last;
        last.Index = node.Index;
        _all.RemoveAt(_all.Count - 1);
    }

    /// <summary>The process with a PID, if it can be the parent of another one.</summary>
    internal ProcessNode? FindParent(int pid, ProcessNode node) => Find(pid) is { } found && CanBeParent(found, node) ? found : null;

    private ProcessNode ParentOf(ProcessNode node) => FindParent(node.ParentId, node) ?? Top;

    // Only processes that started in the same tick can form a circle, so that the walk up is nearly always spared.
    private static bool CanBeParent(ProcessNode parent, ProcessNode node) =>
        parent.Phase != NodePhase.Unseen
        && (parent.Identity.StartTicks < node.Identity.StartTicks
            || (parent.Identity.StartTicks == node.Identity.StartTicks && !parent.IsBelow(node)));
}
