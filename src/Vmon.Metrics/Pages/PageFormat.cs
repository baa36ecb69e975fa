namespace Vmon.Metrics.Pages;

/// <summary>Format of a page of metrics.</summary>
internal enum PageFormat
{
    /// <summary>Prometheus text 0.0.4.</summary>
    Prometheus,

    /// <summary>OpenMetrics 1.0.0.</summary>
    OpenMetrics,
}
