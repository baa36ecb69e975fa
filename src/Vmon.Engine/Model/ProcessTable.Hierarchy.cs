namespace Vmon.Model;

// Who belongs to whom: decided after all were read, so that one sample is one consistent tree.
internal sealed partial class ProcessTable
{
    private void Link()
    {
        foreach (ProcessNode node in _nodes)
        {
            // An orphan stays where it was until its parent's last showing is over.
            if (node.Phase is NodePhase.Unseen or NodePhase.Stale || node.Parent?.Phase == NodePhase.Stale) continue;
            if (node.Parent is null || node.Parent.Id != node.ParentId) Attach(node);
        }
    }

    private void Attach(ProcessNode node)
    {
        ProcessNode parent = _byPid.TryGetValue(node.ParentId, out ProcessNode? found) && CanBeParent(found, node) ? found : Top;
        if (node.Parent != parent) parent.Append(node, Context.SampleNumber);
    }

    // A circle can only be made of processes that started in the same tick, so that the walk up is spared nearly always.
    private static bool CanBeParent(ProcessNode parent, ProcessNode node) =>
        parent.Phase != NodePhase.Unseen
        && (parent.Identity.StartTicks < node.Identity.StartTicks
            || (parent.Identity.StartTicks == node.Identity.StartTicks && !parent.IsBelow(node)));
}
