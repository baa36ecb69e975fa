using System.Management.Automation;
using Vmon.PowerShell.Parameters;

namespace Vmon.PowerShell;

/// <summary>Get-VmonProcess: gets processes.</summary>
[Cmdlet(VerbsCommon.Get, "VmonProcess", DefaultParameterSetName = "Name")]
[OutputType(typeof(ProcessSample))]
public sealed class GetVmonProcessCommand : SnapshotCommand
{
    private ProcessSelection _asked = ProcessSelection.Everything;

    /// <summary>Includes descendants.</summary>
    [Parameter]
    public SwitchParameter FollowChildren { get; set; }

    /// <summary>Includes all ancestors, before their children.</summary>
    [Parameter]
    public SwitchParameter IncludeAncestor { get; set; }

    /// <summary>Includes threads, each as an object after its process. The process itself stands for the main thread and has the totals.</summary>
    [Parameter]
    public SwitchParameter IncludeThread { get; set; }

    /// <summary>Includes kernel threads. Without it they are omitted, unless they are specified by id, name or object. Processes whose IsKernelThread is null are included.</summary>
    [Parameter]
    public SwitchParameter IncludeKernelThread { get; set; }

    private protected override bool LeavesOutKernelThreads => IsEverything && !IncludeKernelThread;

    private protected override bool HasParents => TakesAncestors;

    private protected override bool FollowsChildren => FollowChildren;

    private protected override bool IncludesThreads => IncludeThread;

    private protected override ProcessSelection Watched(ProcessSelection asked)
    {
        _asked = asked;
        return TakesAncestors ? ProcessSelection.Everything with { IncludeThreads = asked.IncludeThreads } : asked;
    }

    private protected override void Report(ProcessWatch watch, NamePatterns? names)
    {
        if (TakesAncestors)
            foreach (ProcessSample process in watch.Processes()) _ = _asked.Takes(process); // which notes the patterns that match
        base.Report(watch, names);
    }

    private protected override void Write(ProcessWatch watch)
    {
        IEnumerable<ProcessSample> processes = watch.Processes().Where(process => !process.HasExited);
        if (TakesAncestors && !_asked.IsEverything) processes = IncludeAncestor ? ProcessLines.Of([.. processes], IsAsked) : processes.Where(IsAsked);
        foreach (ProcessSample process in processes)
            if (!LeavesOutKernelThreads || process.IsKernelThread != true) WriteSample(Shown(process));
    }

    private bool TakesAncestors => IncludeAncestor || Asked.IsParent;

    private bool IsAsked(ProcessSample process) => _asked.Takes(process) || (FollowChildren && process.Parent is { } parent && IsAsked(parent));
}
