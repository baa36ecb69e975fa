using global::OpenTelemetry;
using global::OpenTelemetry.Exporter;
using global::OpenTelemetry.Metrics;
using global::OpenTelemetry.Resources;
using Vmon.Metrics;

namespace Vmon.OpenTelemetry;

/// <summary>Sends metrics by OTLP, with OpenTelemetry's own library.</summary>
public sealed class OtlpSender : IMetricSender
{
    private const string MetricsPath = "/v1/metrics";

    // Beyond what an exporter has with the largest number of groups, so that the library drops no series.
    private const int MostSeries = 20_000;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public IDisposable Start(IMetricSource source, OtlpOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        SourceMeter meter = new(source);
        OtlpMetricExporter exporter = new(new OtlpExporterOptions
        {
            Endpoint = EndpointOf(options),
            Protocol = options.IsHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc,
            TimeoutMilliseconds = (int)Timeout.TotalMilliseconds,
        });
        MeterProvider provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.Clear().AddAttributes(source.Resource.Select(static pair => KeyValuePair.Create(pair.Key, (object)pair.Value))))
            .AddMeter(meter.Name)
            .AddView(static _ => new MetricStreamConfiguration { CardinalityLimit = MostSeries })
            .AddReader(new SourceReader(exporter, meter, options.Interval))
            .Build();
        return new Sending(provider, meter);
    }

    // The library appends no path to an address that was set in code.
    private static Uri EndpointOf(OtlpOptions options) =>
        options.IsHttp && options.Endpoint.AbsolutePath is "/" or "" ? new Uri(options.Endpoint, MetricsPath) : options.Endpoint;

    private sealed class Sending(MeterProvider provider, SourceMeter meter) : IDisposable
    {
        public void Dispose()
        {
            _ = provider.Shutdown((int)Timeout.TotalMilliseconds);
            provider.Dispose();
            meter.Dispose();
        }
    }
}
