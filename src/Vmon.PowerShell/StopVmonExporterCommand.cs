using System.Management.Automation;
using Vmon.Metrics;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Sessions;

namespace Vmon.PowerShell;

/// <summary>Stop-VmonExporter: stops exporters of this runspace, and closes their ports.</summary>
[Cmdlet(VerbsLifecycle.Stop, "VmonExporter", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopVmonExporterCommand : VmonCommand
{
    /// <summary>Addresses of the exporters. Wildcards are permitted. All exporters of this runspace if not specified.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? ListenAddress { get; set; }

    /// <summary>Stops the exporters.</summary>
    protected override void ProcessRecord()
    {
        foreach (string address in ListenAddress ?? ["*"])
        {
            VmonExporter[] exporters = Started.Exporters.Named(address);
            if (exporters.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(address)) WriteError(Errors.ExporterNotFound(address));
            foreach (VmonExporter exporter in exporters)
                if (ShouldProcess(exporter.ListenAddress, "Stop exporting metrics")) Started.Exporters.Stop(exporter);
        }
    }
}
