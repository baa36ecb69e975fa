using Vmon.Parsing.Network;
using Vmon.Sources.Network;
using Vmon.Sources.Processes;

namespace Vmon;

/// <summary>What the sockets of one network namespace have in common in one reading.</summary>
internal sealed class SocketContext
{
    internal required NamespaceSockets Sockets { get; init; }

    /// <summary>Name of the namespace.</summary>
    internal string? Namespace { get; init; }

    /// <summary>Its sockets at the beginning of the interval, by cookie. Null without one.</summary>
    internal Dictionary<ulong, SocketReading>? Earlier { get; init; }

    /// <summary>Time since then.</summary>
    internal TimeSpan? Interval { get; init; }

    internal DateTimeOffset Timestamp { get; init; }

    /// <summary>Null for a captured tree.</summary>
    internal UserNames? Users { get; init; }
}
