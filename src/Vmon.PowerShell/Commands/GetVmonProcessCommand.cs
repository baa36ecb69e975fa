using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Get-VmonProcess: the processes as they are now.</summary>
[Cmdlet(VerbsCommon.Get, "VmonProcess", DefaultParameterSetName = "Name")]
[OutputType(typeof(ProcessSample))]
public sealed class GetVmonProcessCommand : SnapshotCommand
{
    /// <summary>Also the descendants.</summary>
    [Parameter]
    public SwitchParameter FollowChildren { get; set; }

    /// <summary>Also the threads, each as an object below its process; the main thread is the process itself, whose figures are the totals.</summary>
    [Parameter]
    public SwitchParameter IncludeThread { get; set; }

    private protected override bool FollowsChildren => FollowChildren;

    private protected override bool IncludesThreads => IncludeThread;

    private protected override void Write(ProcessWatch watch)
    {
        foreach (ProcessSample process in watch.Processes())
            if (!process.IsStale) WriteObject(process);
    }
}
