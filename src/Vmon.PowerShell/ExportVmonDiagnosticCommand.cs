using System.Management.Automation;
using System.Runtime.Versioning;
using Vmon.PowerShell.Completion;
using Vmon.PowerShell.Messages;

namespace Vmon.PowerShell;

/// <summary>
/// Export-VmonDiagnostic: writes a diagnostic report as JSON: versions, limits, the session, and the internal table of every open watch. It
/// contains no names, command lines or paths of processes.
/// </summary>
[Cmdlet(VerbsData.Export, "VmonDiagnostic", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
[SupportedOSPlatform("linux")]
public sealed class ExportVmonDiagnosticCommand : VmonCommand
{
    /// <summary>Path of the file to write.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The session, by name or as an object. The default session if not specified.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNull]
    public SessionReference? Session { get; set; }

    /// <summary>Replaces an existing regular file, not a link, directory, device or pipe.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the report. Samples all processes once if the session has no open watch.</summary>
    protected override void EndProcessing()
    {
        string path = FileSystemPath(Path);
        VerifyTarget(path, Force);
        if (!ShouldProcess(path, "Write diagnostics")) return;
        VmonSession session = Resolve(Session);
        using MemoryStream report = new();
        Guard(() => Write(session, report));
        try
        {
            Save(report, path);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(Errors.FileNotWritten(reason, path));
        }

        WriteObject(new FileInfo(path));
    }

    private static void Write(VmonSession session, Stream report)
    {
        using ProcessWatch? sampled = session.WatchCount == 0 ? session.Watch(ProcessSelection.Everything, events: false) : null;
        sampled?.Sample();
        session.WriteDiagnostics(report);
    }

    // Without -Force, CreateNew also refuses a file or link created meanwhile. With -Force, the report is written beside the old file and then
    // replaces it with the same mode, so that a full disk leaves no partial report.
    private void Save(MemoryStream report, string path)
    {
        string place = Force ? $"{path}.{Guid.NewGuid():N}" : path;
        UnixFileMode? mode = File.Exists(path) ? File.GetUnixFileMode(path) : null;
        FileStream file = new(place, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode });
        try
        {
            using (file)
            {
                report.WriteTo(file);
                file.Flush(flushToDisk: true);
            }

            if (Force) File.Move(place, path, overwrite: true);
        }
        catch
        {
            File.Delete(place);
            throw;
        }
    }
}
