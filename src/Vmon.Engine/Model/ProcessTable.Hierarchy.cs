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

    private static bool CanBeParent(ProcessNode parent, ProcessNode node) =>
        parent.Phase != NodePhase.Unseen
        && parent.Identity.StartTicks <= node.Identity.StartTicks
        && (IsOlder(parent.Identity, node.Identity) || !parent.IsBelow(node));

    // No cycle can be made of links that all lead to an older identity, which spares the walk up nearly always.
    private static bool IsOlder(ProcessIdentity one, ProcessIdentity other) =>
        one.StartTicks < other.StartTicks || (one.StartTicks == other.StartTicks && one.Id < other.Id);
}
