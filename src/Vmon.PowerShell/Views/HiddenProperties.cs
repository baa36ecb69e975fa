using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The hidden properties of Vmon.Types.ps1xml: one of what the views show, and texts for where PowerShell lists objects itself.</summary>
public static class HiddenProperties
{
    /// <summary>What the views show of the object that this member set, its PSObject, is of.</summary>
    public static VmonView? VmonView(PSObject memberSet) =>
        ((PSMemberSet)memberSet.BaseObject).Properties[nameof(PSObject.Properties)]?.Value is PSMemberInfoCollection<PSPropertyInfo> properties
            ? new VmonView(properties)
            : null;

    /// <summary>Name and command line of a process.</summary>
    public static string Command(PSObject process) => new ProcessColumns(process.Properties).Command;

    /// <summary>The id of the node before this one in the order of the tree; null for a root.</summary>
    public static int? Above(PSObject node) => TreeLines.Above((ProcessTreeNode)node.BaseObject)?.Id;

    /// <summary>The lines that lead to a node, which serialization takes along where the tree is gone.</summary>
    public static string Branch(PSObject node) => TreeLines.To((ProcessTreeNode)node.BaseObject);

    /// <summary>Name and id of who has a descriptor.</summary>
    public static string Holder(PSObject file) => new FileColumns(file.Properties).Holder;

    /// <summary>What a descriptor leads to.</summary>
    public static string File(PSObject file) => new FileColumns(file.Properties).Target;

    /// <summary>Protocol, addresses and state of a socket.</summary>
    public static string Summary(PSObject socket) => PrintableText.Of(socket.ToString());

    /// <summary>Pressure on CPU, of which the table has a column.</summary>
    public static double? CpuStall(PSObject system) => SystemColumns.Some(system.Properties, nameof(SystemSample.CpuPressure));

    /// <summary>Pressure on memory.</summary>
    public static double? MemStall(PSObject system) => SystemColumns.Some(system.Properties, nameof(SystemSample.MemoryPressure));

    /// <summary>Pressure on IO.</summary>
    public static double? IoStall(PSObject system) => SystemColumns.Some(system.Properties, nameof(SystemSample.IoPressure));

    /// <summary>The pipeline of a pipe.</summary>
    public static string Pipeline(PSObject pipe) => new PipeColumns(pipe.Properties).Chain;
}
