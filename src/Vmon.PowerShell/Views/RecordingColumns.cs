using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>The cells of the view of recordings.</summary>
public sealed class RecordingColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Name of the recorded host.</summary>
    public string HostName => properties.Printable(nameof(VmonRecording.HostName));

    /// <summary>Time of the first sample, to minutes, on the clock of the host.</summary>
    public string StartTime => Minutes(nameof(VmonRecording.StartTime));

    /// <summary>Time of the last sample, to minutes, on the clock of the host.</summary>
    public string EndTime => Minutes(nameof(VmonRecording.EndTime));

    /// <summary>Size on disk.</summary>
    public string Size => properties.Bytes(nameof(VmonRecording.Size));

    /// <summary>The directory.</summary>
    public string Path => properties.Printable(nameof(VmonRecording.Path));

    private string Minutes(string name) => properties.Time(name)?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? Units.Unknown;
}

/// <summary>The cells of the view of recorders.</summary>
public sealed class RecorderColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Time from one sample to the next: 250ms, 5s.</summary>
    public string Interval => Units.Interval(properties.Get<TimeSpan>(nameof(VmonRecorder.Interval)));

    /// <summary>Size on disk.</summary>
    public string Size => properties.Bytes(nameof(VmonRecorder.Size));

    /// <summary>The directory.</summary>
    public string Path => properties.Printable(nameof(VmonRecorder.Path));

    /// <summary>What could not be written or deleted last. Empty if nothing.</summary>
    public string LastError => properties.Text(nameof(VmonRecorder.LastError)) is { } error ? PrintableText.Of(error) : "";
}
