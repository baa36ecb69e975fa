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
            WildcardPattern pattern = new(full);
            VmonRecorder[] recorders = [.. RecorderRegistry.Current.All.Where(recorder => recorder.Path == full || pattern.IsMatch(recorder.Path))];
            if (recorders.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(path)) WriteError(Errors.RecorderNotFound(full));
            foreach (VmonRecorder recorder in recorders)
                if (ShouldProcess(recorder.Path, "Stop recording")) RecorderRegistry.Current.Stop(recorder);
        }
    }
}
