using System.Management.Automation;
using System.Net;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using Vmon.Metrics;
using Vmon.PowerShell.Completion;
using Vmon.PowerShell.Exporters;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Sessions;

namespace Vmon.PowerShell;

/// <summary>Start-VmonExporter: serves metrics of processes and the machine for Prometheus, and sends them by OTLP.</summary>
[Cmdlet(VerbsLifecycle.Start, "VmonExporter", SupportsShouldProcess = true)]
[OutputType(typeof(VmonExporter))]
public sealed class StartVmonExporterCommand : VmonCommand
{
    /// <summary>Address and port to listen on.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string ListenAddress { get; set; } = "127.0.0.1:9257";

    /// <summary>Address of an OTLP receiver to which metrics are sent as well.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? OtlpEndpoint { get; set; }

    /// <summary>Time between two messages to the OTLP receiver: seconds, '1m', or a TimeSpan.</summary>
    [Parameter]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan OtlpInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What groups processes.</summary>
    [Parameter]
    public MetricGrouping GroupBy { get; set; }

    /// <summary>Number of groups that have series of their own. The others are the group other.</summary>
    [Parameter]
    [ValidateRange(1, ExporterOptions.MostTop)]
    public int Top { get; set; } = 20;

    /// <summary>Age up to which a sample answers another scrape: seconds, '500ms', or a TimeSpan.</summary>
    [Parameter]
    [Alias("SampleInterval")]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Counts the network traffic of processes as well.</summary>
    [Parameter]
    public SwitchParameter IncludeNetwork { get; set; }

    /// <summary>Certificate with its private key, for TLS.</summary>
    [Parameter]
    [ValidateNotNull]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Bearer token that requests must have.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? BearerToken { get; set; }

    /// <summary>The session to use, by name or as an object. The default session if not specified.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNull]
    public SessionReference? Session { get; set; }

    /// <summary>Starts the exporter.</summary>
    protected override void EndProcessing() => Guard(Start);

    private void Start()
    {
        if (Metrics.ListenAddress.Parse(ListenAddress) is not { } address) ThrowTerminatingError(Errors.ListenAddressNotValid(ListenAddress));
        else Start(address);
    }

    private void Start(IPEndPoint address)
    {
        if (Certificate is { HasPrivateKey: false }) ThrowTerminatingError(Errors.CertificateWithoutKey(Certificate));
        if (BearerToken is { Length: 0 }) ThrowTerminatingError(Errors.EmptyToken());
        if (OtlpEndpoint is { } endpoint && !(endpoint.IsAbsoluteUri && endpoint.Scheme is "http" or "https")) ThrowTerminatingError(Errors.OtlpEndpointNotValid(endpoint));
        VmonSession session = Resolve(Session);
        ExporterOptions options = new()
        {
            ListenAddress = address,
            GroupBy = GroupBy,
            Top = Top,
            Interval = Interval,
            IncludesNetwork = IncludeNetwork,
            Certificate = Certificate,
            Token = BearerToken is null ? null : new NetworkCredential("", BearerToken).Password,
        };
        if (!ShouldProcess(address.ToString(), "Export metrics")) return;
        try
        {
            OtlpOptions? otlp = OtlpEndpoint is null ? null : new OtlpOptions { Endpoint = OtlpEndpoint, Interval = OtlpInterval };
            VmonExporter exporter = VmonExporter.Start(session, options, otlp is null ? null : MetricSenders.Otlp, otlp);
            if (session.IsStopped) ThrowTerminatingError(Errors.SessionStopped(session));
            Started.Exporters.Add(exporter);
            if (!options.IsLoopback && options.Certificate is null) WriteWarning(Warnings.ExporterOpen(exporter));
            if (!exporter.HasGroups) WriteWarning(Warnings.NoGroups(exporter));
            WriteObject(exporter);
        }
        catch (ExporterException reason)
        {
            ThrowTerminatingError(Errors.ExporterNotStarted(reason));
        }
    }
}
