namespace Vmon.Model;

// The hierarchy is updated after all nodes were read, so that a sample is one consistent tree.
internal sealed partial class ProcessTable
{
    private void Link()
    {
        foreach (ProcessNode node in _nodes)
        {
            // An orphan keeps its place until the sample after its parent's exit.
            if (node.Phase is NodePhase.Unseen or NodePhase.Exited || node.Parent?.Phase == NodePhase.Exited) continue;
            if (node.Parent is null || node.Parent.Id != node.ParentId) Attach(node);
        }
    }

    private void Attach(ProcessNode node)
    {
        ProcessNode parent = _byPid.TryGetValue(node.ParentId, out ProcessNode? found) && CanBeParent(found, node) ? found : Top;
        if (node.Parent != parent) parent.Append(node, Context.SampleNumber);
    }

    // Only processes that started in the same tick can form a cycle, so that the check is rarely needed.
    private static bool CanBeParent(ProcessNode parent, ProcessNode node) =>
        parent.Phase != NodePhase.Unseen
        && (parent.Identity.StartTicks < node.Identity.StartTicks
            || (parent.Identity.StartTicks == node.Identity.StartTicks && !parent.IsBelow(node)));
}
