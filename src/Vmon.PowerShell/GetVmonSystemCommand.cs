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

    /// <summary>Directories of recordings to read instead of this machine. Wildcards are permitted.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Time of the sample in the recordings: '03:10', '2026-11-28 03:10', or a DateTime. The last sample if not specified.</summary>
    [Parameter]
    [RecordingTimeTransformation]
    public RecordingTime? TimeStamp { get; set; }

    private protected override string[]? RecordingPaths => Path;

    private protected override void Replay(VmonRecording recording)
    {
        if (RangeAt(recording, TimeStamp, Interval) is not { } range) return;
        using SystemWatch watch = recording.WatchSystem(DataSets, range);
        foreach (long _ in watch.Replay(null, StopToken))
        {
        }

        if (!StopToken.IsCancellationRequested && watch.Current is { } sample) WriteObject(sample);
    }

    private protected override long FirstWritten => Interval is null ? 1 : 2;

    private protected override SampleSchedule ScheduleOf(VmonSession session) => new(Interval ?? session.Interval, FirstWritten);
}
