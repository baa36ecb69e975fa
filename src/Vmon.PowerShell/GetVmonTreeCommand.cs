using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Get-VmonTree: gets the process tree as nodes with children and subtree totals.</summary>
[Cmdlet(VerbsCommon.Get, "VmonTree", DefaultParameterSetName = "Name")]
[OutputType(typeof(ProcessTreeNode))]
public sealed class GetVmonTreeCommand : SnapshotCommand
{
    /// <summary>Includes kernel threads. Without it they are omitted, unless they have other descendants, or are specified by id, name or object. Processes whose IsKernelThread is null are included.</summary>
    [Parameter]
    public SwitchParameter IncludeKernelThread { get; set; }

    /// <summary>Groups of processes as the upper levels of the tree: control groups, units of systemd, or users.</summary>
    [Parameter]
    public ProcessGrouping? By { get; set; }

    private protected override bool LeavesOutKernelThreads => IsEverything && !IncludeKernelThread;

    private protected override bool FollowsChildren => true;

    private protected override void Write(ProcessWatch watch)
    {
        ProcessSnapshot snapshot = watch.Snapshot();
        if (LeavesOutKernelThreads) snapshot = snapshot with { Processes = [.. ProcessLines.Of(snapshot.Processes, process => process.IsKernelThread != true)] };
        foreach (ProcessTreeNode node in By is { } grouping ? ProcessTree.Build(snapshot, grouping) : ProcessTree.Build(snapshot)) WriteSample(node);
    }
}
