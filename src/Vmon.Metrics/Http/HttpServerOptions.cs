using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Vmon.Metrics.Http;

/// <summary>How a server serves.</summary>
internal sealed record HttpServerOptions
{
    /// <summary>Where it listens.</summary>
    internal required IPEndPoint Address { get; init; }

    /// <summary>Certificate with its key. Null for HTTP without TLS.</summary>
    internal X509Certificate2? Certificate { get; init; }

    /// <summary>Token that requests must have. Null for none.</summary>
    internal string? Token { get; init; }

    /// <summary>What clients may do.</summary>
    internal HttpLimits Limits { get; init; } = new();
}
