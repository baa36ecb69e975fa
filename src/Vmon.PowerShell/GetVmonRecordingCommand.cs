using System.Management.Automation;
using Vmon.PowerShell.Sessions;

namespace Vmon.PowerShell;

/// <summary>Get-VmonRecording: summarizes recordings, or gets the recorders of this runspace.</summary>
[Cmdlet(VerbsCommon.Get, "VmonRecording")]
[OutputType(typeof(VmonRecording), typeof(VmonRecorder))]
public sealed class GetVmonRecordingCommand : VmonCommand
{
    /// <summary>Directories of recordings. Wildcards are permitted. The recorders of this runspace if not specified.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Writes the summaries.</summary>
    protected override void ProcessRecord()
    {
        if (Path is null)
        {
            WriteObject(Started.Recorders.All, enumerateCollection: true);
            return;
        }

        foreach (VmonRecording recording in Open(Path))
        {
            _ = recording.TimeZone; // read now
            recording.Dispose();
            WriteObject(recording);
        }
    }
}
