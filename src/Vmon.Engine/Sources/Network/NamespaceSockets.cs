using Vmon.Parsing.Network;

namespace Vmon.Sources.Network;

/// <summary>The sockets of one network namespace in one reading.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Sockets">Those that were accepted.</param>
/// <param name="Time">When the reading began, on the monotonic clock of the host.</param>
/// <param name="Reach">How they were read.</param>
/// <param name="Interfaces">Names of the interfaces to which they are bound, by index.</param>
internal sealed record NamespaceSockets(
    NetworkNamespace Namespace,
    List<SocketReading> Sockets,
    long Time,
    NamespaceReach Reach,
    IReadOnlyDictionary<int, string> Interfaces)
{
    /// <summary>Number of sockets that were accepted, and left out because there were too many.</summary>
    internal int LeftOut { get; init; }

    internal NamespaceAccess Access => Reach.Access;
}

/// <summary>How the sockets of a namespace were read, by protocol.</summary>
/// <param name="Protocols">The protocols that were asked for.</param>
/// <param name="IsEntered">Whether the namespace could be entered, so that its kernel lists were asked for.</param>
/// <param name="Unlisted">Protocols that the kernel did not list, so that their sockets are those of the tables in /proc.</param>
/// <param name="Missing">Protocols whose tables could not be read either.</param>
internal readonly record struct NamespaceReach(SocketProtocols Protocols, bool IsEntered, SocketProtocols Unlisted, SocketProtocols Missing)
{
    // The kernel has details of them.
    private const SocketProtocols Detailed = SocketProtocols.Tcp | SocketProtocols.Udp | SocketProtocols.Unix;

    internal NamespaceAccess Access =>
        IsEntered ? (Unlisted & Protocols & Detailed) == SocketProtocols.None ? NamespaceAccess.Full : NamespaceAccess.Tables
        : (Missing & Protocols) == Protocols ? NamespaceAccess.None
        : NamespaceAccess.Tables;
}

/// <summary>How the sockets of a namespace were read.</summary>
internal enum NamespaceAccess
{
    /// <summary>From the kernel, with all details.</summary>
    Full,

    /// <summary>From the tables in /proc, because the namespace may not be entered: without details.</summary>
    Tables,

    /// <summary>Not at all.</summary>
    None,
}
