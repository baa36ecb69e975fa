using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Get-VmonTree: the hierarchy of processes as nodes with children and totals.</summary>
[Cmdlet(VerbsCommon.Get, "VmonTree", DefaultParameterSetName = "Name")]
[OutputType(typeof(ProcessTreeNode))]
public sealed class GetVmonTreeCommand : SnapshotCommand
{
    private protected override bool FollowsChildren => true;

    private protected override void Write(ProcessWatch watch) => WriteObject(ProcessTree.Build(watch.Snapshot()), enumerateCollection: true);
}
