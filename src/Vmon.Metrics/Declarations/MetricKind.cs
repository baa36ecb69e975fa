namespace Vmon.Metrics.Declarations;

/// <summary>How the values of a metric develop.</summary>
public enum MetricKind
{
    /// <summary>Never decreases, except to zero when what counts it starts again.</summary>
    Counter,

    /// <summary>Rises and falls, and values of several series add up.</summary>
    UpDownCounter,

    /// <summary>Rises and falls, and values do not add up.</summary>
    Gauge,
}
