namespace Vmon.PowerShell;

/// <summary>The lines that lead to a node of a tree.</summary>
internal static class TreeLines
{
    private const int DeepestDrawn = 16;

    /// <summary>The node before this one in the order of the tree: its parent, or the last one below its elder sibling.</summary>
    internal static ProcessTreeNode? Above(ProcessTreeNode node)
    {
        if (node.Parent is not ProcessTreeNode parent) return null;
        int index = ((IList<ProcessTreeNode>)parent.Children).IndexOf(node);
        if (index == 0) return parent;
        ProcessTreeNode above = parent.Children[index - 1];
        while (above.Children.Count > 0) above = above.Children[^1];
        return above;
    }

    internal static string To(ProcessTreeNode node)
    {
        if (node.Parent is not ProcessTreeNode above) return "";

        string lines = node.IsLast ? "└─" : "├─";
        int drawn = 1;
        for (; above.Parent is ProcessTreeNode next; above = next)
        {
            if (drawn++ == DeepestDrawn) return "… " + lines;
            lines = (above.IsLast ? "  " : "│ ") + lines;
        }

        return lines;
    }
}
