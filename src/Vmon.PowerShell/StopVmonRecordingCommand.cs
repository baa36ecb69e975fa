using System.Management.Automation;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Sessions;

namespace Vmon.PowerShell;

/// <summary>Stop-VmonRecording: stops recorders of this runspace, and completes their recordings.</summary>
[Cmdlet(VerbsLifecycle.Stop, "VmonRecording", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopVmonRecordingCommand : VmonCommand
{
    /// <summary>Directories of the recordings. Wildcards are permitted.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Stops the recorders.</summary>
    protected override void ProcessRecord()
    {
        foreach (string path in Path!)
        {
            string full = FileSystemPath(path);
            VmonRecorder[] recorders = Started.Recorders.Named(full);
            if (recorders.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(path)) WriteError(Errors.RecorderNotFound(full));
            foreach (VmonRecorder recorder in recorders)
                if (ShouldProcess(recorder.Path, "Stop recording")) Started.Recorders.Stop(recorder);
        }
    }
}
