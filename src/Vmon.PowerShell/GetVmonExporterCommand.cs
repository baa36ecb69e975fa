using System.Management.Automation;
using Vmon.Metrics;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Sessions;

namespace Vmon.PowerShell;

/// <summary>Get-VmonExporter: gets the exporters of this runspace.</summary>
[Cmdlet(VerbsCommon.Get, "VmonExporter")]
[OutputType(typeof(VmonExporter))]
public sealed class GetVmonExporterCommand : VmonCommand
{
    /// <summary>Addresses of the exporters. Wildcards are permitted. All exporters of this runspace if not specified.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? ListenAddress { get; set; }

    /// <summary>Writes the exporters.</summary>
    protected override void ProcessRecord()
    {
        foreach (string address in ListenAddress ?? ["*"])
        {
            VmonExporter[] exporters = Started.Exporters.Named(address);
            if (exporters.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(address)) WriteError(Errors.ExporterNotFound(address));
            WriteObject(exporters, enumerateCollection: true);
        }
    }
}
