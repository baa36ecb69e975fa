using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Get-VmonTree: the hierarchy of processes as nodes with children and totals.</summary>
[Cmdlet(VerbsCommon.Get, "VmonTree", DefaultParameterSetName = "Name")]
[OutputType(typeof(ProcessTreeNode))]
public sealed class GetVmonTreeCommand : SnapshotCommand
{
    /// <summary>
    /// Also the threads of the kernel. Without it they are left out, unless they have other descendants, or are asked for by id, name or object.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeKernelThread { get; set; }

    private protected override bool LeavesOutKernelThreads => IsEverything && !IncludeKernelThread;

    private protected override bool FollowsChildren => true;

    private protected override void Write(ProcessWatch watch)
    {
        ProcessSnapshot snapshot = watch.Snapshot();
        if (LeavesOutKernelThreads) snapshot = snapshot with { Processes = [.. ProcessLines.Of(snapshot.Processes, process => process.IsKernelThread != true)] };
        foreach (ProcessTreeNode node in ProcessTree.Build(snapshot)) WriteSample(node);
    }
}
