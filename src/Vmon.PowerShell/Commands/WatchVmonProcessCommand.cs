using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Watch-VmonProcess: samples at an interval, and writes one object per process per sample.</summary>
[Cmdlet(VerbsCommon.Watch, "VmonProcess", DefaultParameterSetName = "Name")]
[OutputType(typeof(ProcessSample))]
public sealed class WatchVmonProcessCommand : ProcessSelectionCommand
{
    /// <summary>Also the descendants, those born later included.</summary>
    [Parameter]
    public SwitchParameter FollowChildren { get; set; }

    /// <summary>Also the threads, each as an object below its process; the main thread is the process itself, whose figures are the totals.</summary>
    [Parameter]
    public SwitchParameter IncludeThread { get; set; }

    /// <summary>Time from one sample to the next: seconds, '500ms', or a time span. The session's where not given.</summary>
    [Parameter]
    [Alias("SampleInterval")]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan Interval { get; set; }

    /// <summary>How many samples; without it and -Duration, until stopped, or until none of the processes with given ids is left.</summary>
    [Parameter]
    [WholeNumberTransformation]
    [Alias("MaxSamples")]
    [ValidateRange(1, long.MaxValue)]
    public long? Count { get; set; }

    /// <summary>For how long: seconds, '5m', or a time span.</summary>
    [Parameter]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan? Duration { get; set; }

    /// <summary>Only processes that are new, ended, or changed since the sample before.</summary>
    [Parameter]
    public SwitchParameter ChangedOnly { get; set; }

    /// <summary>Only processes that have started since the sample before; with -Exited, also those that have exited.</summary>
    [Parameter]
    public SwitchParameter Started { get; set; }

    /// <summary>Only processes that have exited since the sample before, with their last known values.</summary>
    [Parameter]
    public SwitchParameter Exited { get; set; }

    /// <summary>Also the threads of the kernel. Without it they are left out, unless they are asked for by id, name or object.</summary>
    [Parameter]
    public SwitchParameter IncludeKernelThread { get; set; }

    /// <summary>Reads everything of every process at every sample, also of those that have not run meanwhile.</summary>
    [Parameter]
    public SwitchParameter Exact { get; set; }

    private protected override bool? IsExact => Exact ? true : null;

    private protected override bool LeavesOutKernelThreads => IsEverything && !IncludeKernelThread;

    private protected override bool FollowsChildren => FollowChildren;

    private protected override bool IncludesThreads => IncludeThread;

    private protected override void Process(VmonSession session, ProcessWatch watch, NamePatterns? names)
    {
        TimeSpan interval = MyInvocation.BoundParameters.ContainsKey(nameof(Interval)) ? Interval : session.Interval;
        foreach (long sample in Run(watch, new SampleSchedule(interval, Count, Duration)))
        {
            if (sample == 1) Report(watch, names);
            ReportShortage(watch);
            if (names?.IsHopeless == true) return;
            foreach (ProcessSample process in watch.Processes(ChangedOnly || Started || Exited))
                if (IsWanted(process)) WriteObject(process);
            WarnOfUnread();
        }
    }

    private bool IsWanted(ProcessSample process) =>
        (!LeavesOutKernelThreads || process.IsKernelThread != true)
        && ((!Started && !Exited) || (Started && process.HasStarted) || (Exited && process.HasExited));
}
