using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>
/// Export-VmonDiagnostic: writes what a report of a defect needs as JSON: versions, limits, the session, and every open watch's table as
/// it is inside. No names, command lines or paths of processes are in it.
/// </summary>
[Cmdlet(VerbsData.Export, "VmonDiagnostic", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportVmonDiagnosticCommand : VmonCommand
{
    /// <summary>The file to write.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The session, by name or as an object; the default one where none is named.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNull]
    public SessionReference? Session { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes it. Where the session has no open watch, all processes are sampled once for it.</summary>
    protected override void EndProcessing()
    {
        string path = FileSystemPath(Path);
        if (!Force && File.Exists(path)) ThrowTerminatingError(Errors.FileExists(path));
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
        using ProcessWatch? sampled = session.WatchCount == 0 ? session.Watch(ProcessSelection.Everything) : null;
        sampled?.Sample();
        session.WriteDiagnostics(report);
    }

    // Without -Force, also not a file or a link that came to be there meanwhile. Of a disk that is full, no half of a report stays.
    private void Save(MemoryStream report, string path)
    {
        bool isNew = !File.Exists(path);
        using FileStream file = new(path, Force ? FileMode.Create : FileMode.CreateNew);
        try
        {
            report.WriteTo(file);
            file.Flush();
        }
        catch (IOException) when (isNew)
        {
            File.Delete(path);
            throw;
        }
    }
}
