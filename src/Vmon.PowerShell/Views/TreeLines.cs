namespace Vmon.PowerShell;

/// <summary>The lines that lead to a node of a tree.</summary>
internal static class TreeLines
{
    private const int DeepestDrawn = 16;

    internal static string To(ProcessTreeNode node)
    {
        if (node.Parent is null) return "";

        string lines = node.IsLast ? "└─" : "├─";
        int drawn = 1;
        for (ProcessTreeNode above = node.Parent; above.Parent is not null; above = above.Parent)
        {
            if (drawn++ == DeepestDrawn) return "… " + lines;
            lines = (above.IsLast ? "  " : "│ ") + lines;
        }

        return lines;
    }
}
