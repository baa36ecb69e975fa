using Vmon.Metrics;

namespace Vmon.PowerShell.Exporters;

/// <summary>What sends metrics. It is loaded when it is used first.</summary>
internal static class MetricSenders
{
    private static readonly Lazy<IMetricSender> OfOtlp = new(static () => ExporterContext.Load<IMetricSender>("opentelemetry", "Vmon.OpenTelemetry", "Vmon.OpenTelemetry.OtlpSender"));

    /// <summary>Sends by OTLP.</summary>
    internal static IMetricSender Otlp => OfOtlp.Value;
}
