using System.Net.Sockets;
using Vmon.Fields;

namespace Vmon;

/// <summary>Details of a socket, from /proc/PID/net in the network namespace of the process. Immutable.</summary>
public sealed partial record SocketInfo
{
    /// <summary>
    /// Protocol: tcp, udp, udplite, icmp, raw, unix, netlink or packet; for another family, the kernel's name in lower case. Null if
    /// unknown.
    /// </summary>
    [Field("net")]
    public string? Protocol { get; init; }

    /// <summary>Socket type, such as Stream or Dgram. Null if unknown.</summary>
    [Field("net")]
    public SocketType? Type { get; init; }

    /// <summary>
    /// State of the socket. Null if no table lists it: it is neither connected nor listening, belongs to another network namespace than the
    /// process, or its family has no table.
    /// </summary>
    [Field("net")]
    public SocketState? State { get; init; }

    /// <summary>
    /// Local IPv4 or IPv6 address (a mapped address as ::ffff:192.0.2.1), or the path of a unix socket (@name if abstract). Null if there
    /// is none.
    /// </summary>
    [Field("net")]
    public string? LocalAddress { get; init; }

    /// <summary>Local port; for a netlink socket, its port id.</summary>
    [Field("net")]
    public uint? LocalPort { get; init; }

    /// <summary>Remote address; for a unix socket, the path to which its peer is bound. Null if there is none.</summary>
    [Field("net")]
    public string? RemoteAddress { get; init; }

    /// <summary>Remote port. Null if there is none.</summary>
    [Field("net")]
    public int? RemotePort { get; init; }

    /// <summary>Bytes written that the peer has not acknowledged. Null for a listening socket.</summary>
    [Field("net", Unit = "bytes")]
    public long? SendQueue { get; init; }

    /// <summary>Bytes received that were not read yet; for a listening socket, connections that were not accepted yet.</summary>
    [Field("net", Unit = "bytes, connections")]
    public long? ReceiveQueue { get; init; }

    /// <summary>Whether its numbers are ports.</summary>
    internal bool HasPorts => Protocol is "tcp" or "udp" or "udplite" or "icmp";

    /// <summary>Whether it listens for connections, or has a port and no peer.</summary>
    internal bool IsListening => State == SocketState.Listen || (HasPorts && State == SocketState.Unconnected && LocalPort > 0);

    /// <summary>Inode number of the socket.</summary>
    [Field("net")]
    public ulong Inode { get; init; }

    /// <summary>
    /// Inode number of the peer of a unix socket. Null if there is no peer, if the peer was closed, or if it is in another network
    /// namespace.
    /// </summary>
    [Field("net")]
    public ulong? PeerInode { get; init; }
}
