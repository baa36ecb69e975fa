using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Get-VmonTree: gets the process tree as nodes with children and subtree totals.</summary>
[Cmdlet(VerbsCommon.Get, "VmonTree", DefaultParameterSetName = "Name")]
[OutputType(typeof(ProcessTreeNode))]
public sealed class GetVmonTreeCommand : SnapshotCommand
{
    /// <summary>Excludes kernel threads, except those that have other descendants. Processes whose IsKernelThread is null are included.</summary>
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
