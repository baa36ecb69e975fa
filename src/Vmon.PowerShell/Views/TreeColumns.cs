using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the tree view.</summary>
public sealed class TreeColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>The name and the command line, behind the lines that lead to them while the rows are in the order of the tree.</summary>
    public string Process => (ShownTree.IsInOrder(properties) ? properties.Text(nameof(HiddenProperties.Branch)) : "") + new ProcessColumns(properties).Command;

    /// <summary>CPU of the process, in per cent of a core.</summary>
    public string Cpu => properties.Percent(nameof(ProcessTreeNode.CpuPercent));

    /// <summary>Resident memory of the process.</summary>
    public string Memory => properties.Bytes(nameof(ProcessTreeNode.WorkingSet));

    /// <summary>CPU of the process since its start, in seconds.</summary>
    public string CpuSeconds => Units.Seconds(properties.Get<double>(nameof(ProcessTreeNode.CPU)));

    /// <summary>Resident memory of the subtree.</summary>
    public string TreeMemory => AtLeast(properties.Bytes(nameof(ProcessTreeNode.TreeWorkingSet)));

    /// <summary>CPU of the subtree, in per cent of a core.</summary>
    public string TreeCpu => AtLeast(properties.Percent(nameof(ProcessTreeNode.TreeCpuPercent)));

    /// <summary>CPU of the subtree since the start of each process, in seconds.</summary>
    public string TreeCpuSeconds => AtLeast(Units.Seconds(properties.Get<double>(nameof(ProcessTreeNode.TreeCPU))));

    private string AtLeast(string total) =>
        total != Units.Unknown && properties.Get<bool>(nameof(ProcessTreeNode.IsComplete)) == false ? "≥" + total : total;
}
