using System.Management.Automation;
using Vmon.PowerShell.Messages;

namespace Vmon.PowerShell;

/// <summary>Copy-VmonRecording: copies a range of a recording to a recording of its own, at every sample or at a longer interval.</summary>
[Cmdlet(VerbsCommon.Copy, "VmonRecording", SupportsShouldProcess = true)]
[OutputType(typeof(VmonRecording))]
public sealed class CopyVmonRecordingCommand : RecordingRangeCommand
{
    /// <summary>Copies the programs without their arguments, which may be secret.</summary>
    [Parameter]
    public SwitchParameter ExcludeArgument { get; set; }

    /// <summary>Writes the copies.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Write(VmonRecording recording, RecordingRange range, string destination, bool areSeveral)
    {
        string path = areSeveral ? System.IO.Path.Combine(destination, System.IO.Path.GetFileName(recording.Path)) : destination;
        if (!ShouldProcess($"Item: {recording.Path} Destination: {path}", "Copy recording")) return;
        try
        {
            if (areSeveral) _ = Directory.CreateDirectory(destination);
            using RecordingProgress progress = new(this, "Copying", recording, range);
            long samples = recording.Copy(new CopyOptions { Path = path, Range = range, ExcludeArguments = ExcludeArgument }, progress.Show, StopToken);
            if (StopToken.IsCancellationRequested) return;
            if (samples == 0) WriteError(Errors.RangeNotRecorded(recording, range));
            else if (PassThru) WriteSummary(path);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            WriteError(Errors.RecordingNotCopied(reason, path));
        }
    }

    private void WriteSummary(string path)
    {
        using VmonRecording copy = VmonRecording.Open(path);
        _ = copy.TimeZone; // read now
        WriteObject(copy);
    }
}
