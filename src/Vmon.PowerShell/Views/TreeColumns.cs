using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the tree view.</summary>
public static class TreeColumns
{
    private const int DeepestDrawn = 16;

    /// <summary>The name, behind the lines that lead to it.</summary>
    public static string Branch(PSObject instance)
    {
        ProcessTreeNode node = Of(instance);
        string name = PrintableText.Of(node.ProcessName);
        if (node.Parent is null) return name;

        string lines = node.IsLast ? "└─" : "├─";
        int drawn = 1;
        for (ProcessTreeNode above = node.Parent; above.Parent is not null; above = above.Parent)
        {
            if (drawn++ == DeepestDrawn) return "… " + lines + name;
            lines = (above.IsLast ? "  " : "│ ") + lines;
        }

        return lines + name;
    }

    /// <summary>CPU of the process, in per cent of a core.</summary>
    public static string Cpu(PSObject instance) => Units.Percent(Of(instance).CpuPercent);

    /// <summary>Resident memory of the process.</summary>
    public static string Memory(PSObject instance) => Units.Bytes(Of(instance).WorkingSet);

    /// <summary>Resident memory of the subtree.</summary>
    public static string TreeMemory(PSObject instance) => Units.Bytes(Of(instance).TreeWorkingSet);

    /// <summary>CPU of the subtree, in per cent of a core.</summary>
    public static string TreeCpu(PSObject instance) => Units.Percent(Of(instance).TreeCpuPercent);

    /// <summary>The command line.</summary>
    public static string Command(PSObject instance) => ProcessColumns.Command(PSObject.AsPSObject(Of(instance).Process));

    private static ProcessTreeNode Of(PSObject instance) => (ProcessTreeNode)instance.BaseObject;
}
