using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>The cells of the tree view.</summary>
public sealed class TreeColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Name and command line, or name of the group, after the lines of the tree if the rows are in tree order.</summary>
    public string Process => (ShownTree.IsInOrder(properties) ? properties.Text(nameof(HiddenProperties.Branch)) : "")
        + (properties.Value(nameof(ProcessTreeNode.GroupName)) is null ? new ProcessColumns(properties).Command : properties.Printable(nameof(ProcessTreeNode.GroupName)));

    /// <summary>PID. Empty for a group.</summary>
    public string Id => properties.Value(nameof(ProcessTreeNode.GroupName)) is null ? properties.Text(nameof(ProcessTreeNode.Id)) ?? "" : "";

    /// <summary>CPU of the process, in percent of a core.</summary>
    public string Cpu => properties.Percent(nameof(ProcessTreeNode.CpuPercent));

    /// <summary>Resident memory of the process.</summary>
    public string Memory => properties.Bytes(nameof(ProcessTreeNode.WorkingSet));

    /// <summary>CPU of the process since its start, in seconds.</summary>
    public string CpuSeconds => Units.Seconds(properties.Get<double>(nameof(ProcessTreeNode.CPU)));

    /// <summary>Resident memory of the subtree.</summary>
    public string TreeMemory => AtLeast(properties.Bytes(nameof(ProcessTreeNode.TreeWorkingSet)));

    /// <summary>CPU of the subtree, in percent of a core.</summary>
    public string TreeCpu => AtLeast(properties.Percent(nameof(ProcessTreeNode.TreeCpuPercent)));

    /// <summary>CPU of the subtree since the start of each process, in seconds.</summary>
    public string TreeCpuSeconds => AtLeast(Units.Seconds(properties.Get<double>(nameof(ProcessTreeNode.TreeCPU))));

    private string AtLeast(string total) =>
        total != Units.Unknown && properties.Get<bool>(nameof(ProcessTreeNode.IsComplete)) == false ? "≥" + total : total;
}

/// <summary>Lines that connect a node with its ancestors.</summary>
internal static class TreeLines
{
    private const int DeepestDrawn = 16;

    /// <summary>The node that precedes this one in tree order: its parent, or the last descendant of its previous sibling.</summary>
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

/// <summary>
/// Whether rows are in tree order. After a sort or a filter, the lines would connect rows that do not belong together. PowerShell computes
/// the cells row by row on one thread.
/// </summary>
internal static class ShownTree
{
    [ThreadStatic]
    private static int? _last;

    [ThreadStatic]
    private static bool _isInOrder;

    /// <summary>Records a row. Returns whether each row since the last root followed the one that precedes it in the tree.</summary>
    internal static bool IsInOrder(PSMemberInfoCollection<PSPropertyInfo> node)
    {
        int? id = node.Get<int>(nameof(ProcessTreeNode.Id));
        if (id == _last) return _isInOrder;
        int? above = node.Get<int>(nameof(HiddenProperties.Above));
        _isInOrder = above is null || (_isInOrder && above == _last);
        _last = id;
        return _isInOrder;
    }
}
