using System.Net;
using Vmon.Parsing.Network;
using Vmon.Sources.Network;

namespace Vmon;

/// <summary>Selects sockets. Immutable.</summary>
public sealed record ConnectionSelection
{
    /// <summary>All sockets of IPv4 and IPv6.</summary>
    public static ConnectionSelection Internet { get; } = new();

    /// <summary>Protocols to read.</summary>
    public SocketProtocols Protocols { get; init; } = SocketProtocols.Internet;

    /// <summary>States to select. Null for any.</summary>
    public IReadOnlyCollection<SocketState>? States { get; init; }

    /// <summary>Local ports to select. Null for any.</summary>
    public IReadOnlyCollection<int>? LocalPorts { get; init; }

    /// <summary>Remote ports to select. Null for any.</summary>
    public IReadOnlyCollection<int>? RemotePorts { get; init; }

    /// <summary>Predicate for the remote address. Sockets without a peer are not selected. Null for any.</summary>
    public Predicate<IPAddress>? RemoteAddress { get; init; }

    /// <summary>
    /// Whether to select only sockets that listen for connections, or that are bound to a port without a peer, such as udp servers.
    /// </summary>
    public bool ListeningOnly { get; init; }

    /// <summary>Whether to select only sockets that a descriptor can refer to, so that they can have owners.</summary>
    public bool HeldOnly { get; init; }

    /// <summary>The query for the kernel, which selects what it can.</summary>
    internal SocketQuery ToQuery() => new()
    {
        Protocols = Protocols,
        States = States ?? (ListeningOnly ? [SocketState.Listen] : []),
        HeldOnly = HeldOnly,
        LocalPort = OnlyOne(LocalPorts),
        RemotePort = OnlyOne(RemotePorts),
    };

    /// <summary>Whether a socket is selected.</summary>
    internal bool Accepts(SocketReading socket) =>
        (States is null || (socket.State is SocketState state && States.Contains(state)))
        && (!HeldOnly || socket.Inode is not null)
        && (!ListeningOnly || socket.IsListening)
        && (LocalPorts is null || (socket.LocalPort is int local && LocalPorts.Contains(local)))
        && (RemotePorts is null || (socket.RemotePort is int remote && RemotePorts.Contains(remote)))
        && (RemoteAddress is null || (socket.Remote is { } address && RemoteAddress(address.ToAddress())));

    private static ushort OnlyOne(IReadOnlyCollection<int>? ports) => ports is { Count: 1 } ? (ushort)ports.First() : (ushort)0;
}
