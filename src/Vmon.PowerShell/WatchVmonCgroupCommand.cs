using System.Management.Automation;

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

    private protected override bool TakesSeveral => true;

    private protected override SampleSchedule ScheduleOf(VmonSession session) => new(Interval ?? session.Interval, Count, Duration);
}
