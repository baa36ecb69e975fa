using System.Net;

namespace Vmon.Metrics.Http;

/// <summary>How a server serves.</summary>
internal sealed record HttpServerOptions
{
    /// <summary>Where it listens.</summary>
    internal required IPEndPoint Address { get; init; }

    /// <summary>What clients need.</summary>
    internal HttpAccess Access { get; init; } = new();

    /// <summary>What clients may do.</summary>
    internal HttpLimits Limits { get; init; } = new();
}
