using System.Management.Automation;
using System.Runtime.Versioning;
using Vmon.PowerShell.Exporters;
using Vmon.PowerShell.Messages;

namespace Vmon.PowerShell;

/// <summary>Export-VmonRecording: writes a range of recordings as tables that DuckDB, pandas and Spark read.</summary>
[Cmdlet(VerbsData.Export, "VmonRecording", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
[SupportedOSPlatform("linux")]
public sealed class ExportVmonRecordingCommand : RecordingRangeCommand
{
    /// <summary>Format of the files.</summary>
    [Parameter]
    public ExportFormat As { get; set; }

    /// <summary>Replaces existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the files as objects.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Write(VmonRecording recording, RecordingRange range, string destination, bool areSeveral)
    {
        if (!ShouldProcess($"Item: {recording.Path} Destination: {destination}", "Export recording")) return;
        RecordingExport export = new(recording, range, TableFormats.Of(As));
        if (!Force && export.FilesIn(destination).FirstOrDefault(File.Exists) is { } existing)
        {
            WriteError(Errors.FileExists(existing));
            return;
        }

        try
        {
            using RecordingProgress progress = new(this, "Exporting", recording, range);
            IReadOnlyList<string> files = export.WriteTo(destination, (table, time) => progress.Show(time, table), StopToken);
            if (StopToken.IsCancellationRequested) return;
            if (files.Count == 0) WriteError(Errors.RangeNotRecorded(recording, range));
            if (PassThru) WriteObject(files.Select(static file => new FileInfo(file)), enumerateCollection: true);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            WriteError(Errors.RecordingNotExported(reason, destination));
        }
    }
}
