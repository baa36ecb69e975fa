using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Get-VmonTree: the hierarchy of processes as nodes with children and totals.</summary>
[Cmdlet(VerbsCommon.Get, "VmonTree", DefaultParameterSetName = "Name")]
[OutputType(typeof(ProcessTreeNode))]
public sealed class GetVmonTreeCommand : SnapshotCommand
{
    /// <summary>Leaves out the threads of the kernel, but for those that have other descendants.</summary>
    [Parameter]
    public SwitchParameter ExcludeKernelThread { get; set; }

    private protected override bool FollowsChildren => true;

    private protected override void Write(ProcessWatch watch)
    {
        ProcessSnapshot snapshot = watch.Snapshot();
        if (ExcludeKernelThread) snapshot = snapshot with { Processes = [.. ProcessLines.Of(snapshot.Processes, process => process.IsKernelThread != true)] };
        WriteObject(ProcessTree.Build(snapshot), enumerateCollection: true);
    }
}
