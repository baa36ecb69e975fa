namespace Vmon.Metrics.Http;

/// <summary>What a client may do. A scraper needs a fraction of it.</summary>
internal sealed record HttpLimits
{
    /// <summary>Bytes of a request.</summary>
    internal int RequestSize { get; init; } = 8 * 1024;

    /// <summary>Connections in all.</summary>
    internal int Connections { get; init; } = 64;

    /// <summary>Connections of one address.</summary>
    internal int ConnectionsPerAddress { get; init; } = 16;

    /// <summary>Time for a TLS handshake, and from the first byte of a request to its last.</summary>
    internal TimeSpan RequestTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time for a client to take an answer.</summary>
    internal TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between two requests of a connection: longer than the usual interval of scrapes.</summary>
    internal TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Requests of a connection.</summary>
    internal int Requests { get; init; } = 1_000_000;
}
