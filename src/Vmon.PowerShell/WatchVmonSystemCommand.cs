using System.Management.Automation;
using Vmon.PowerShell.Messages;

namespace Vmon.PowerShell;

/// <summary>Watch-VmonSystem: samples the machine at an interval, and writes one object per sample.</summary>
[Cmdlet(VerbsCommon.Watch, "VmonSystem")]
[OutputType(typeof(SystemSample))]
public sealed class WatchVmonSystemCommand : SystemCommand
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

    private protected override void Replay(VmonRecording recording)
    {
        RecordingRange range = RangeOf(recording, StartTime, EndTime, Duration, Interval);
        using SystemWatch watch = recording.WatchSystem(DataSets, range);
        using RecordingProgress progress = new(this, "Reading", recording, range);
        foreach (long _ in watch.Replay(Count, StopToken))
        {
            progress.Show(watch.SampleTime!.Value);
            WriteObject(watch.Current);
        }
    }

    private protected override SampleSchedule ScheduleOf(VmonSession session) => new(Interval ?? session.Interval, Count, Duration);
}
