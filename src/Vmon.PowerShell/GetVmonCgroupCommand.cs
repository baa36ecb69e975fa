using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Get-VmonCgroup: gets control groups.</summary>
[Cmdlet(VerbsCommon.Get, "VmonCgroup")]
[OutputType(typeof(CgroupSample))]
public sealed class GetVmonCgroupCommand : CgroupCommand
{
    /// <summary>Takes two samples, this far apart, so that rates and percentages are known: seconds, '500ms', or a TimeSpan.</summary>
    [Parameter]
    [Alias("SampleInterval")]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan? Interval { get; set; }

    /// <summary>Time of the sample in the recordings: '03:10', '2026-11-28 03:10', or a DateTime. The last sample if not specified.</summary>
    [Parameter]
    [RecordingTimeTransformation]
    public RecordingTime? TimeStamp { get; set; }

    private protected override RecordingRange? RangeIn(VmonRecording recording) => RangeAt(recording, TimeStamp, Interval);

    private protected override void Replay(VmonRecording recording, CgroupWatch watch, RecordingRange range)
    {
        foreach (long _ in watch.Replay(null, StopToken))
        {
        }

        if (watch.SampleNumber > 0 && !StopToken.IsCancellationRequested) WriteObject(watch.Groups(), enumerateCollection: true);
    }

    private protected override bool TakesSeveral => Interval is not null;

    private protected override long FirstWritten => Interval is null ? 1 : 2;

    private protected override SampleSchedule ScheduleOf(VmonSession session) => new(Interval ?? session.Interval, FirstWritten);
}
