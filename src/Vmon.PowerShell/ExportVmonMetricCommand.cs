using System.Management.Automation;
using System.Runtime.Versioning;
using Vmon.Metrics;
using Vmon.PowerShell.Completion;
using Vmon.PowerShell.Messages;

namespace Vmon.PowerShell;

/// <summary>Export-VmonMetric: writes metrics to a file for the textfile collector of node_exporter.</summary>
[Cmdlet(VerbsData.Export, "VmonMetric", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
[SupportedOSPlatform("linux")]
public sealed class ExportVmonMetricCommand : VmonCommand
{
    private const string Extension = ".prom";

    /// <summary>Path of the file to write, whose name ends with .prom. It is replaced.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>What groups processes.</summary>
    [Parameter]
    public MetricGrouping GroupBy { get; set; }

    /// <summary>Number of groups that have series of their own. The others are the group other.</summary>
    [Parameter]
    [ValidateRange(1, ExporterOptions.MostTop)]
    public int Top { get; set; } = 20;

    /// <summary>The session to use, by name or as an object. The default session if not specified.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNull]
    public SessionReference? Session { get; set; }

    /// <summary>Writes the file.</summary>
    protected override void EndProcessing() => Guard(Write);

    private void Write()
    {
        string path = FileSystemPath(Path);
        if (!path.EndsWith(Extension, StringComparison.Ordinal)) ThrowTerminatingError(Errors.MetricFileNotNamed(path));
        VmonSession session = Resolve(Session);
        VerifyTarget(path, force: true);
        if (!ShouldProcess(path, "Write metrics")) return;
        try
        {
            _ = MetricFile.Write(session, new ExporterOptions { GroupBy = GroupBy, Top = Top }, path);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(Errors.FileNotWritten(reason, path));
        }

        if (session.IsStopped) ThrowTerminatingError(Errors.SessionStopped(session));
        WriteObject(new FileInfo(path));
    }
}
