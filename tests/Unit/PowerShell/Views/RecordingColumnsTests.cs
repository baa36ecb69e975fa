using System.Management.Automation;
using Vmon.PowerShell.Views;

namespace Vmon.Tests.PowerShell.Views;

public class RecordingColumnsTests
{
    /// <summary>A script that records three samples below the directory of its second argument, and stops. The recorder is $recorder.</summary>
    internal const string Recorded =
        """
        $path = "$($args[1])/a$([char]27)b"
        $recorder = Start-VmonRecording $path -Interval 20ms
        while ($recorder.SampleCount -lt 3) { Start-Sleep -Milliseconds 10 }
        Stop-VmonRecording $path

        """;

    [Fact]
    public void Times_are_shown_with_the_date_on_the_clock_of_the_host()
    {
        PSObject recording = new();
        recording.Properties.Add(new PSNoteProperty(nameof(VmonRecording.StartTime), new DateTimeOffset(2026, 3, 1, 3, 10, 59, TimeSpan.FromHours(9))));
        recording.Properties.Add(new PSNoteProperty(nameof(VmonRecording.EndTime), "2026-03-02T04:05:06.0000000-08:00")); // deserialized
        RecordingColumns columns = new(recording.Properties);
        Assert.Equal(("2026-03-01 03:10", "2026-03-02 04:05"), (columns.StartTime, columns.EndTime));
    }

    [Fact]
    public void A_recording_without_samples_has_dashes()
    {
        RecordingColumns columns = new(new PSObject().Properties);
        Assert.Equal(("-", "-", "-"), (columns.HostName, columns.StartTime, columns.EndTime));
    }

    [Fact]
    public void An_error_is_printable_and_its_column_empty_without_one()
    {
        PSObject recorder = new();
        Assert.Empty(new RecorderColumns(recorder.Properties).LastError);
        recorder.Properties.Add(new PSNoteProperty(nameof(VmonRecorder.LastError), "No space left on \u001bdevice"));
        Assert.Equal("No space left on \\x1bdevice", new RecorderColumns(recorder.Properties).LastError);
    }
}
