namespace Vmon.PowerShell;

/// <summary>The lines that lead to a node of a tree.</summary>
internal static class TreeLines
{
    private const int DeepestDrawn = 16;

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
