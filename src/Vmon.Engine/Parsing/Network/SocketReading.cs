using System.Net.Sockets;

namespace Vmon.Parsing.Network;

/// <summary>A socket in one reading, of sock_diag or of a table in /proc/PID/net. Null is unknown or not applicable.</summary>
internal sealed record SocketReading
{
    /// <summary>Name of the protocol: tcp, udp, udplite, icmp, raw, unix.</summary>
    internal required string Protocol { get; init; }

    internal SocketType? Type { get; init; }

    internal SocketState? State { get; init; }

    internal InternetAddress? Local { get; init; }

    internal int? LocalPort { get; init; }

    /// <summary>Null without a peer.</summary>
    internal InternetAddress? Remote { get; init; }

    internal int? RemotePort { get; init; }

    /// <summary>Path of a unix socket, or @ and the abstract name.</summary>
    internal string? Name { get; init; }

    /// <summary>Null for a socket that no descriptor can refer to any more.</summary>
    internal ulong? Inode { get; init; }

    /// <summary>Number that the kernel gives to no other socket until it boots again.</summary>
    internal ulong? Cookie { get; init; }

    /// <summary>User who created it.</summary>
    internal uint? User { get; init; }

    /// <summary>Index of the network interface to which it is bound.</summary>
    internal int? Interface { get; init; }

    /// <summary>Bytes to read; of a listening socket, connections to accept.</summary>
    internal long? ReceiveQueue { get; init; }

    /// <summary>Bytes not acknowledged, or not sent. Null for a listening socket.</summary>
    internal long? SendQueue { get; init; }

    /// <summary>Most connections to accept, of a listening socket.</summary>
    internal long? Backlog { get; init; }

    /// <summary>What else the kernel told. Null for a line of a table.</summary>
    internal SocketDetails? Details { get; init; }

    /// <summary>Inode number of the peer of a unix socket.</summary>
    internal ulong? PeerInode { get; init; }

    /// <summary>Whether it listens for connections, or has a port and no peer.</summary>
    internal bool IsListening => State == SocketState.Listen || (State == SocketState.Unconnected && LocalPort > 0);

    /// <summary>As the details of a descriptor. Null if no descriptor can refer to it.</summary>
    internal SocketInfo? ToInfo() => Inode is not ulong inode ? null : new SocketInfo
    {
        Protocol = Protocol,
        Type = Type,
        State = State,
        LocalAddress = Local?.ToString() ?? Name,
        LocalPort = (uint?)LocalPort,
        RemoteAddress = Remote?.ToString(),
        RemotePort = RemotePort,
        SendQueue = SendQueue,
        ReceiveQueue = ReceiveQueue,
        Inode = inode,
        PeerInode = PeerInode,
    };
}
