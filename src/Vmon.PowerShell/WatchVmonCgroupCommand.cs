using System.Management.Automation;
using Vmon.PowerShell.Messages;

namespace Vmon.PowerShell;

/// <summary>Watch-VmonCgroup: samples control groups at an interval, and writes one object per group per sample.</summary>
[Cmdlet(VerbsCommon.Watch, "VmonCgroup")]
[OutputType(typeof(CgroupSample))]
public sealed class WatchVmonCgroupCommand : CgroupCommand
{
    /// <summary>Time from one sample to the next: seconds, '500ms', or a TimeSpan. That of the session if not specified.</summary>
    [Parameter]
    [Alias("SampleInterval")]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan? Interval { get; set; }

    /// <summary>Number of samples. Without -Count and -Duration, samples until stopped.</summary>
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

    /// <summary>First time of the samples in the recordings: '03:10', '2026-11-28 03:10', or a DateTime. Their beginning if not specified.</summary>
    [Parameter]
    [RecordingTimeTransformation]
    public RecordingTime? StartTime { get; set; }

    /// <summary>Last time of the samples in the recordings. Their end if not specified.</summary>
    [Parameter]
    [RecordingTimeTransformation]
    public RecordingTime? EndTime { get; set; }

    private protected override RecordingRange? RangeIn(VmonRecording recording) => RangeOf(recording, StartTime, EndTime, Duration, Interval);

    private protected override void Replay(VmonRecording recording, CgroupWatch watch, RecordingRange range)
    {
        using RecordingProgress progress = new(this, "Reading", recording, range);
        foreach (long _ in watch.Replay(Count, StopToken))
        {
            progress.Show(watch.SampleTime!.Value);
            foreach (CgroupSample group in watch.Groups()) WriteObject(group);
        }
    }

    private protected override bool TakesSeveral => true;

    private protected override SampleSchedule ScheduleOf(VmonSession session) => new(Interval ?? session.Interval, Count, Duration);
}
