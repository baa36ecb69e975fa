using System.Net.Sockets;

namespace Vmon;

/// <summary>What the kernel tells of a socket, from /proc/PID/net of the process's own network namespace. Immutable.</summary>
public sealed partial record SocketInfo
{
    /// <summary>tcp, udp, udplite, icmp, raw, unix, netlink or packet; of another family, the kernel's name in lower case; null where the kernel
    /// does not tell.</summary>
    public string? Protocol { get; init; }

    /// <summary>Stream, datagram and so on; null where unknown.</summary>
    public SocketType? Type { get; init; }

    /// <summary>State. Null where no table lists the socket: it is neither connected nor listening, is of another network namespace than its
    /// holder, or of a family without a table.</summary>
    public SocketState? State { get; init; }

    /// <summary>Local address: IPv4 or IPv6 (a mapped one as ::ffff:192.0.2.1), the path of a unix socket (@name for an abstract one);
    /// null for none.</summary>
    public string? LocalAddress { get; init; }

    /// <summary>Local port; the port id of a netlink socket.</summary>
    public int? LocalPort { get; init; }

    /// <summary>Remote address; null for none. Of a unix socket, the path that its peer is bound to.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>Remote port; null for none.</summary>
    public int? RemotePort { get; init; }

    /// <summary>Bytes that were written and not yet taken by the peer; of a listening socket null.</summary>
    public long? SendQueue { get; init; }

    /// <summary>Bytes that came and were not yet read; of a listening socket the connections not yet accepted.</summary>
    public long? ReceiveQueue { get; init; }

    /// <summary>Whether its numbers are ports.</summary>
    internal bool HasPorts => Protocol is "tcp" or "udp" or "udplite" or "icmp";

    /// <summary>Whether it waits for connections, or has a port and no peer.</summary>
    internal bool IsListening => State == SocketState.Listen || (HasPorts && State == SocketState.Unconnected && LocalPort > 0);

    /// <summary>The inode of the socket.</summary>
    public ulong Inode { get; init; }

    /// <summary>The inode of a unix socket's peer; null where it has none, where the peer was closed, and where the kernel does not tell (another
    /// network namespace).</summary>
    public ulong? PeerInode { get; init; }
}
