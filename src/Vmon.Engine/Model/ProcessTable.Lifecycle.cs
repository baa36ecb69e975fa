namespace Vmon.Model;

// Nodes that exited: shown once more, then removed.
internal sealed partial class ProcessTable
{
    private void Lose(ProcessNode node)
    {
        Forget(node);
        PlaceNext(node.Id);
        if (node.Phase == NodePhase.Unseen)
        {
            Remove(node);
            return;
        }

        Exit(node);

        // Named in this sample and exited already: another process may reuse the PID.
        if (node.NamedIn != Context.SampleNumber) return;
        ProcessNode next = _byPid.TryGetValue(node.Id, out ProcessNode? placed) ? placed : Add(node.Id);
        next.NamedBy = node.NamedBy;
        next.Followed ??= node.NamedBy?.FollowScope;
    }

    /// <summary>It exited after it was read.</summary>
    private void LoseReaped(ProcessNode node)
    {
        Forget(node);
        Exit(node);
    }

    private void Forget(ProcessNode node)
    {
        _ = _byPid.Remove(node.Id);
        node.Close(Context.Budget);
        if (node.Asked is not null && node.Asked.Node == node) node.Asked.HasExited = true;
    }

    private void Exit(ProcessNode node)
    {
        LoseThreads(node);
        NoteOrphans(node);
        node.MarkExited(Context);
        node.Parent?.NoteChange(node, Context.SampleNumber);
        _exited.Add(node);
        _reaping.NoteExited(node);
    }

    // An orphan has a new parent, which its stat names.
    private void NoteOrphans(ProcessNode parent)
    {
        for (ProcessNode? child = parent.FirstChild; child is not null; child = child.Next)
        {
            if (child.IsThread) continue;
            child.MustBeRead = true;
            if (child.Phase != NodePhase.Exited && child.ReadOrder >= Context.FirstOrder) _ = child.Reread(Context); // it named the parent that exited
        }
    }

    private void RemoveExited()
    {
        foreach (ProcessNode node in _exited)
        {
            if (node.IsThread) node.Detach(Context.SampleNumber);
            else RemoveOnly(node);
        }

        _exited.Clear();
    }

    // Its children move to their new parents.
    private void RemoveOnly(ProcessNode node)
    {
        while (node.FirstChild is ProcessNode child) Attach(child);
        Remove(node);
    }

    private void Remove(ProcessNode node)
    {
        node.Detach(Context.SampleNumber);
        node.NamedBy = null; // otherwise a chain of exited parents stays in memory
        ProcessNode last = _nodes[^1];
        _nodes[node.Index] = last;
        last.Index = node.Index;
        _nodes.RemoveAt(_nodes.Count - 1);
    }
}
