using global::OpenTelemetry;
using global::OpenTelemetry.Metrics;

namespace Vmon.OpenTelemetry;

/// <summary>Collects at an interval. All instruments of a collection are of one sample.</summary>
internal sealed class SourceReader(BaseExporter<Metric> exporter, SourceMeter meter, TimeSpan interval)
    : PeriodicExportingMetricReader(exporter, (int)Math.Min(int.MaxValue, interval.TotalMilliseconds))
{
    protected override bool OnCollect(int timeoutMilliseconds)
    {
        meter.Take();
        return base.OnCollect(timeoutMilliseconds);
    }
}
