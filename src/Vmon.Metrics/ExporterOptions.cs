using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Vmon.Metrics;

/// <summary>What an exporter exports, and where.</summary>
public sealed record ExporterOptions
{
    /// <summary>The default port.</summary>
    public const int DefaultPort = 9257;

    /// <summary>The largest number of groups.</summary>
    public const int MostTop = 1000;

    /// <summary>Address and port to listen on. Port 0 for any free one.</summary>
    public IPEndPoint ListenAddress { get; init; } = new(IPAddress.Loopback, DefaultPort);

    /// <summary>What groups processes.</summary>
    public MetricGrouping GroupBy { get; init; }

    /// <summary>Number of groups that have series of their own.</summary>
    public int Top { get; init; } = 20;

    /// <summary>Age up to which a sample answers another scrape.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether the network traffic of processes is counted.</summary>
    public bool IncludesNetwork { get; init; }

    /// <summary>Certificate with its private key, for TLS. Null for HTTP.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Certificates between it and a root, which clients may lack. Null for none.</summary>
    public X509Certificate2Collection? Intermediates { get; init; }

    /// <summary>Bearer token that requests must have. Null for none.</summary>
    public string? Token { get; init; }

    /// <summary>Whether the address is reached only from this machine.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(ListenAddress.Address);
}
