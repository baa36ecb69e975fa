using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the tree view.</summary>
public static class TreeColumns
{
    /// <summary>The property that keeps the lines of a node whose tree is gone.</summary>
    private const string Kept = "Branch";
    private const int DeepestDrawn = 16;

    /// <summary>The lines that lead to a node, as a property that serialization takes along.</summary>
    public static string Branch(PSObject instance)
    {
        ProcessTreeNode node = (ProcessTreeNode)instance.BaseObject;
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

    /// <summary>The name and the command line, behind the lines that lead to them.</summary>
    public static string Process(PSObject instance) => instance.Text(Kept) + ProcessColumns.NamedCommand(instance);

    /// <summary>Name and id, for a wide view.</summary>
    public static string Label(PSObject instance) => $"{instance.Printable(nameof(ProcessTreeNode.ProcessName))} ({instance.Value(nameof(ProcessTreeNode.Id))})";

    /// <summary>CPU of the process, in per cent of a core.</summary>
    public static string Cpu(PSObject instance) => instance.Percent(nameof(ProcessTreeNode.CpuPercent));

    /// <summary>Resident memory of the process.</summary>
    public static string Memory(PSObject instance) => instance.Bytes(nameof(ProcessTreeNode.WorkingSet));

    /// <summary>Resident memory of the subtree.</summary>
    public static string TreeMemory(PSObject instance) => instance.Bytes(nameof(ProcessTreeNode.TreeWorkingSet));

    /// <summary>CPU of the subtree, in per cent of a core.</summary>
    public static string TreeCpu(PSObject instance) => instance.Percent(nameof(ProcessTreeNode.TreeCpuPercent));
}
