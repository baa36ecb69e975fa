using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Get-VmonSystem: gets the state of the machine.</summary>
[Cmdlet(VerbsCommon.Get, "VmonSystem")]
[OutputType(typeof(SystemSample))]
public sealed class GetVmonSystemCommand : SystemCommand
{
    /// <summary>Takes two samples, this far apart, so that rates and percentages are known: seconds, '500ms', or a TimeSpan.</summary>
    [Parameter]
    [Alias("SampleInterval")]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan? Interval { get; set; }

    private protected override long FirstWritten => Interval is null ? 1 : 2;

    private protected override SampleSchedule ScheduleOf(VmonSession session) => new(Interval ?? session.Interval, FirstWritten);
}
