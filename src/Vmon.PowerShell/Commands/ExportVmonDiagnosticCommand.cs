using System.Management.Automation;
using System.Runtime.Versioning;

namespace Vmon.PowerShell;

/// <summary>
/// Export-VmonDiagnostic: writes what a report of a defect needs as JSON: versions, limits, the session, and every open watch's table as
/// it is inside. No names, command lines or paths of processes are in it.
/// </summary>
[Cmdlet(VerbsData.Export, "VmonDiagnostic", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
[SupportedOSPlatform("linux")]
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

    /// <summary>Replaces a file that is there; no link, directory, device or pipe.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes it. Where the session has no open watch, all processes are sampled once for it.</summary>
    protected override void EndProcessing()
    {
        string path = FileSystemPath(Path);
        if (!Force && File.Exists(path)) ThrowTerminatingError(Errors.FileExists(path));
        if (Force && System.IO.Path.Exists(path) && !IsFile(path)) ThrowTerminatingError(Errors.FileNotReplaced(path));
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

    // By PowerShell's own word, as .NET does not tell a device from a file.
    private bool IsFile(string path) =>
        InvokeProvider.Item.Get([$"FileSystem::{path}"], force: true, literalPath: true)
            .All(item => item.Properties["UnixStat"]?.Value is { } stat && PSObject.AsPSObject(stat).Properties["ItemType"]?.Value?.ToString() == "File");

    // Without -Force, also not a file or a link that came to be there meanwhile. With it, beside what is to be replaced, which makes room for
    // it only when it is whole: of a disk that is full, no half of a report stays. Who may read the one may read the other.
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
