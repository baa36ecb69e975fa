using Vmon.Metrics.Declarations;
using Vmon.Metrics.Samples;

namespace Vmon.Metrics;

/// <summary>Gives the values of all series, to an exporter that sends them.</summary>
public interface IMetricSource
{
    /// <summary>The metrics that can have series.</summary>
    IReadOnlyList<Metric> Metrics { get; }

    /// <summary>Attributes of the resource.</summary>
    IReadOnlyList<KeyValuePair<string, string>> Resource { get; }

    /// <summary>Takes a sample, unless the last one is recent. The series of each metric, by its place in <see cref="Metrics"/>. Empty if no sample can be taken.</summary>
    IReadOnlyList<IReadOnlyList<Point>> Take();
}

/// <summary>Sends metrics by OTLP.</summary>
public interface IMetricSender
{
    /// <summary>Begins to send. Disposing what it returns sends a last time, and ends it.</summary>
    /// <param name="source">What is sent.</param>
    /// <param name="options">Where, and how often.</param>
    IDisposable Start(IMetricSource source, OtlpOptions options);
}

/// <summary>Where metrics are sent by OTLP, and how often.</summary>
public sealed record OtlpOptions
{
    /// <summary>Address of the receiver.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Time between two messages.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether it is sent by HTTP with protobuf, not by gRPC.</summary>
    public bool IsHttp => Endpoint.Port != GrpcPort;

    private const int GrpcPort = 4317;
}
