using System.Net.Sockets;
using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

/// <summary>Details of a socket, from /proc/PID/net in the network namespace of the process. Immutable.</summary>
public sealed record SocketInfo
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

    /// <summary>The first 64 descriptors of the peer of a unix socket, in the sampled processes. Empty if there are none.</summary>
    [Field("net")]
    public IReadOnlyList<DescriptorHolder> Peers { get; init; } = ValueList<DescriptorHolder>.Empty;

    /// <summary>Number of descriptors of the peer in the sampled processes, including those not in Peers.</summary>
    [Field("net", Unit = "count")]
    public int PeerCount { get; init; }

    /// <summary>Protocol, addresses and state.</summary>
    public override string ToString() => string.Join(' ', Parts().Where(part => part is not null));

    private IEnumerable<string?> Parts()
    {
        yield return Protocol ?? "socket";
        yield return Endpoint(LocalAddress, LocalPort);
        if (Endpoint(RemoteAddress, RemotePort) is string remote) yield return "→ " + remote;
        else if (Peers.Count > 0) yield return "→ " + Peers[0];
        if (State is not null) yield return State.Value.ToString();
    }

    private static string? Endpoint(string? address, long? port) => address switch
    {
        null => port?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ when port is null => address,
        _ when address.Contains(':', StringComparison.Ordinal) => $"[{address}]:{port}",
        _ => $"{address}:{port}",
    };
}

/// <summary>State of a socket. The TCP states are those of RFC 9293.</summary>
public enum SocketState
{
    /// <summary>Unknown.</summary>
    Unknown = 0,

    /// <summary>Connected.</summary>
    Established = 1,

    /// <summary>Connecting: SYN sent.</summary>
    SynSent = 2,

    /// <summary>Being connected to: SYN received.</summary>
    SynReceived = 3,

    /// <summary>Closed here, not yet acknowledged.</summary>
    FinWait1 = 4,

    /// <summary>Closed here, not yet by the peer.</summary>
    FinWait2 = 5,

    /// <summary>Closed by both, waiting for stray packets.</summary>
    TimeWait = 6,

    /// <summary>Closed.</summary>
    Closed = 7,

    /// <summary>Closed by the peer, not yet here.</summary>
    CloseWait = 8,

    /// <summary>Closed by the peer and here, not yet acknowledged.</summary>
    LastAck = 9,

    /// <summary>Waiting for connections.</summary>
    Listen = 10,

    /// <summary>Closed by both at once.</summary>
    Closing = 11,

    /// <summary>A TCP socket that has a port, and neither listens nor connects. Only since kernel 6.8.</summary>
    Bound = 13,

    /// <summary>Without a peer, bound or not: datagram, raw and unix sockets.</summary>
    Unconnected = 32,

    /// <summary>A unix socket that is connecting.</summary>
    Connecting = 33,

    /// <summary>A unix socket that is disconnecting.</summary>
    Disconnecting = 34,
}

/// <summary>A process that has a file open.</summary>
/// <param name="Id">Process identifier (PID).</param>
/// <param name="ProcessName">Name of the process.</param>
/// <param name="Descriptor">Number of the descriptor.</param>
public sealed record DescriptorHolder(
    [property: Field("fd")] int Id,
    [property: Field("fd")] string ProcessName,
    [property: Field("fd")] int Descriptor)
{
    /// <summary>Start time of the process in clock ticks since boot. Together with the PID, it identifies the process.</summary>
    [Field(StatField.starttime, Unit = "ticks")]
    public long StartTicks { get; init; }

    /// <summary>Whether the PID is valid for system calls on this machine, so that the process can be stopped or waited for.</summary>
    [Field]
    public bool IsLocal { get; init; }

    /// <summary>Name, PID and descriptor: "sshd (812) 3".</summary>
    public override string ToString() => $"{ProcessName} ({Id}) {Descriptor}";
}
