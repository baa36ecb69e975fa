using System.Management.Automation;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Parameters;

namespace Vmon.PowerShell;

/// <summary>Watch-VmonProcess: samples processes at an interval, and writes one object per process per sample.</summary>
[Cmdlet(VerbsCommon.Watch, "VmonProcess", DefaultParameterSetName = "Name")]
[OutputType(typeof(ProcessSample))]
public sealed class WatchVmonProcessCommand : ProcessSelectionCommand
{
    /// <summary>Includes descendants, including descendants that start later.</summary>
    [Parameter]
    public SwitchParameter FollowChildren { get; set; }

    /// <summary>Includes threads, each as an object after its process. The process itself stands for the main thread and has the totals.</summary>
    [Parameter]
    public SwitchParameter IncludeThread { get; set; }

    /// <summary>Time from one sample to the next: seconds, '500ms', or a TimeSpan. That of the session if not specified.</summary>
    [Parameter]
    [Alias("SampleInterval")]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan Interval { get; set; }

    /// <summary>Number of samples. Without -Count and -Duration, samples until stopped, or until all processes specified by id exited.</summary>
    [Parameter]
    [WholeNumberTransformation]
    [Alias("MaxSamples")]
    [ValidateRange(1, long.MaxValue)]
    public long? Count { get; set; }

    /// <summary>Time to sample: seconds, '5m', or a TimeSpan.</summary>
    [Parameter]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan? Duration { get; set; }

    /// <summary>Writes only processes that started, exited or changed since the previous sample.</summary>
    [Parameter]
    public SwitchParameter ChangedOnly { get; set; }

    /// <summary>Writes only processes that started since the previous sample; with -Exited, also processes that exited.</summary>
    [Parameter]
    public SwitchParameter Started { get; set; }

    /// <summary>Writes only processes that exited since the previous sample, with their last known values.</summary>
    [Parameter]
    public SwitchParameter Exited { get; set; }

    /// <summary>Includes kernel threads. Without it they are omitted, unless they are specified by id, name or object. Processes whose IsKernelThread is null are included.</summary>
    [Parameter]
    public SwitchParameter IncludeKernelThread { get; set; }

    /// <summary>Reads everything of every process in every sample, also of processes that did not run.</summary>
    [Parameter]
    public SwitchParameter Exact { get; set; }

    /// <summary>Directories of recordings to read instead of this machine. Wildcards are permitted.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>First time of the samples in the recordings: '03:10', '2026-11-28 03:10', or a DateTime. Their beginning if not specified.</summary>
    [Parameter]
    [RecordingTimeTransformation]
    public RecordingTime? StartTime { get; set; }

    /// <summary>Last time of the samples in the recordings. Their end if not specified.</summary>
    [Parameter]
    [RecordingTimeTransformation]
    public RecordingTime? EndTime { get; set; }

    private protected override string[]? RecordingPaths => Path;

    private protected override bool? IsExact => Exact ? true : null;

    private protected override bool TakesSeveral => true;

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
                if (IsSelected(process)) WriteObject(Shown(process));
            WarnOfUnread();
            ReportLost(watch.LostEventCount, watch.EventSource, watch.LostTrafficCount);
        }
    }

    private protected override bool TryReplay(VmonRecording recording, ProcessSelection selection)
    {
        TimeSpan? interval = MyInvocation.BoundParameters.ContainsKey(nameof(Interval)) ? Interval : null;
        RecordingRange range = RangeOf(recording, StartTime, EndTime, Duration, interval);
        using ProcessWatch watch = Open(recording, selection, range);
        using RecordingProgress progress = new(this, "Reading", recording, range);
        foreach (long _ in watch.Replay(Count, StopToken))
        {
            progress.Show(watch.SampleTime!.Value);
            foreach (ProcessSample process in watch.Processes(ChangedOnly || Started || Exited))
            {
                NoteReplayed(process);
                if (IsSelected(process)) WriteObject(Shown(process));
            }
        }

        return true;
    }

    private bool IsSelected(ProcessSample process) =>
        (!LeavesOutKernelThreads || process.IsKernelThread != true)
        && ((!Started && !Exited) || (Started && process.HasStarted) || (Exited && process.HasExited));
}
