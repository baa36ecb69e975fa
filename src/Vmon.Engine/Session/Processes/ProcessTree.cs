namespace Vmon;

/// <summary>Makes the hierarchy of a snapshot into nodes.</summary>
public static class ProcessTree
{
    /// <summary>All nodes, depth first; those of <see cref="ProcessTreeNode.Depth"/> 0 are the roots.</summary>
    public static IReadOnlyList<ProcessTreeNode> Build(ProcessSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        List<ProcessTreeNode> nodes = new(snapshot.Processes.Count);
        Stack<ProcessTreeNode> ancestors = [];
        foreach (ProcessSample process in snapshot.Processes)
        {
            while (ancestors.Count > process.Depth) _ = ancestors.Pop();
            ProcessTreeNode? parent = ancestors.Count > 0 ? ancestors.Peek() : null;
            ProcessTreeNode node = new(process, parent, snapshot.Interval);
            parent?.Add(node);
            nodes.Add(node);
            ancestors.Push(node);
        }

        // Children come after their parents, so that backwards each is whole before its parent takes it in.
        for (int i = nodes.Count - 1; i >= 0; i--) nodes[i].AddToParent();
        return nodes;
    }
}
