namespace Vmon;

/// <summary>Builds the process tree of a snapshot.</summary>
public static class ProcessTree
{
    /// <summary>Builds all nodes, depth first. Nodes of <see cref="ProcessSample.Depth"/> 0 are the roots.</summary>
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

        return Totalled(nodes);
    }

    /// <summary>Builds all nodes, depth first, with groups as the upper levels. A process whose parent is in another group is directly below its own group.</summary>
    public static IReadOnlyList<ProcessTreeNode> Build(ProcessSnapshot snapshot, ProcessGrouping grouping)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Totalled(new GroupedTree(snapshot, grouping).Nodes());
    }

    // Children follow their parents, so that in reverse order each total is complete before its parent adds it.
    private static List<ProcessTreeNode> Totalled(List<ProcessTreeNode> nodes)
    {
        for (int i = nodes.Count - 1; i >= 0; i--) nodes[i].AddToParent();
        return nodes;
    }
}

/// <summary>All processes of one sample of a watch, depth first, parents before children. Immutable.</summary>
/// <param name="Sample">Number of the sample, from 1.</param>
/// <param name="Interval">Length of the sample's interval. Null for the first sample.</param>
/// <param name="Processes">The processes, including those that exited since the previous sample.</param>
public sealed record ProcessSnapshot(long Sample, TimeSpan? Interval, IReadOnlyList<ProcessSample> Processes);
