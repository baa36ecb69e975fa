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

    private protected override bool TakesSeveral => Interval is not null;

    private protected override long FirstWritten => Interval is null ? 1 : 2;

    private protected override SampleSchedule ScheduleOf(VmonSession session) => new(Interval ?? session.Interval, FirstWritten);
}
