namespace Vmon.Model;

// Who has ended: stale for one sample, then gone.
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

        // Named in this sample and yet gone: another process may have the pid by now.
        if (node.NamedIn != Context.SampleNumber) return;
        ProcessNode next = _byPid.TryGetValue(node.Id, out ProcessNode? placed) ? placed : Add(node.Id);
        next.NamedBy = node.NamedBy;
        next.Membership.Followed ??= node.NamedBy?.Membership.FollowScope;
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
        if (node.Membership.Asked is not null && node.Membership.Asked.Node == node) node.Membership.Asked.HasEnded = true;
    }

    private void Exit(ProcessNode node)
    {
        LoseThreads(node);
        NoteOrphans(node);
        node.BecomeStale(Context);
        node.Parent?.NoteChange(node, Context.SampleNumber);
        _stale.Add(node);
        _reaping.NoteExited(node);
    }

    // Whoever is left without a parent has another one now, which shows in its own stat.
    private void NoteOrphans(ProcessNode parent)
    {
        for (ProcessNode? child = parent.FirstChild; child is not null; child = child.Next)
        {
            if (child.IsThread) continue;
            child.Activity.MustBeRead = true;
            if (child.Phase != NodePhase.Stale && child.ReadOrder >= Context.FirstOrder) _ = child.Reread(Context); // it named the parent that exited
        }
    }

    private void RemoveStale()
    {
        foreach (ProcessNode node in _stale)
        {
            if (node.IsThread) node.Detach(Context.SampleNumber);
            else RemoveOnly(node);
        }

        _stale.Clear();
    }

    // Its children go where they belong now that the table does not know it any more.
    private void RemoveOnly(ProcessNode node)
    {
        while (node.FirstChild is ProcessNode child) Attach(child);
        Remove(node);
    }

    private void Remove(ProcessNode node)
    {
        node.Detach(Context.SampleNumber);
        node.NamedBy = null; // or each of a line of parents that ended would keep the one before it in memory
        ProcessNode last = _nodes[^1];
        _nodes[node.Index] = last;
        last.Index = node.Index;
        _nodes.RemoveAt(_nodes.Count - 1);
    }
}
