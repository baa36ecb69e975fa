using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the tree view.</summary>
public sealed class TreeColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>The name and the command line, behind the lines that lead to them.</summary>
    public string Process => properties.Text(nameof(HiddenProperties.Branch)) + new ProcessColumns(properties).NamedCommand;

    /// <summary>CPU of the process, in per cent of a core.</summary>
    public string Cpu => properties.Percent(nameof(ProcessTreeNode.CpuPercent));

    /// <summary>Resident memory of the process.</summary>
    public string Memory => properties.Bytes(nameof(ProcessTreeNode.WorkingSet));

    /// <summary>Resident memory of the subtree.</summary>
    public string TreeMemory => properties.Bytes(nameof(ProcessTreeNode.TreeWorkingSet));

    /// <summary>CPU of the subtree, in per cent of a core.</summary>
    public string TreeCpu => properties.Percent(nameof(ProcessTreeNode.TreeCpuPercent));
}
