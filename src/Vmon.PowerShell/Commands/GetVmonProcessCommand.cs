using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Get-VmonProcess: the processes as they are now.</summary>
[Cmdlet(VerbsCommon.Get, "VmonProcess", DefaultParameterSetName = "Name")]
[OutputType(typeof(ProcessSample))]
public sealed class GetVmonProcessCommand : SnapshotCommand
{
    private ProcessSelection _asked = ProcessSelection.Everything;

    /// <summary>Also the descendants.</summary>
    [Parameter]
    public SwitchParameter FollowChildren { get; set; }

    /// <summary>Also the parent, its parent and so on, which come first.</summary>
    [Parameter]
    public SwitchParameter IncludeAncestor { get; set; }

    /// <summary>Also the threads, each as an object below its process; the main thread is the process itself, whose figures are the totals.</summary>
    [Parameter]
    public SwitchParameter IncludeThread { get; set; }

    /// <summary>Also the threads of the kernel. Without it they are left out, unless they are asked for by id, name or object.</summary>
    [Parameter]
    public SwitchParameter IncludeKernelThread { get; set; }

    private protected override bool LeavesOutKernelThreads => IsEverything && !IncludeKernelThread;

    private protected override bool FollowsChildren => FollowChildren;

    private protected override bool IncludesThreads => IncludeThread;

    private protected override ProcessSelection Watched(ProcessSelection asked)
    {
        _asked = asked;
        return IncludeAncestor ? ProcessSelection.Everything with { IncludeThreads = asked.IncludeThreads } : asked;
    }

    private protected override void Report(ProcessWatch watch, NamePatterns? names)
    {
        if (names is not null && IncludeAncestor)
            foreach (ProcessSample process in watch.Processes()) _ = names.Matches(process.ProcessName);
        base.Report(watch, names);
    }

    private protected override void Write(ProcessWatch watch)
    {
        IEnumerable<ProcessSample> processes = watch.Processes().Where(process => !process.HasExited);
        foreach (ProcessSample process in IncludeAncestor && !IsEverything ? ProcessLines.Of([.. processes], IsAsked) : processes)
            if (!LeavesOutKernelThreads || process.IsKernelThread != true) WriteSample(process);
    }

    private bool IsAsked(ProcessSample process) =>
        _asked.Targets?.Contains(process.Identity) == true
        || _asked.Name?.Invoke(process.ProcessName) == true
        || (FollowChildren && process.Parent is { } parent && IsAsked(parent));
}
