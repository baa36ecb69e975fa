using Vmon.Parsing.Network;

namespace Vmon.Sources.Network;

/// <summary>Which sockets are read. What the kernel can select, it selects.</summary>
internal sealed record SocketQuery
{
    private const uint AllStates = 0xffff_fffe;

    // Any user can open millions.
    private const int MostRecorded = 64 * 1024;

    /// <summary>What a recorder reads: all sockets, as far as it keeps them.</summary>
    internal static SocketQuery Recorded { get; } = new() { Protocols = SocketProtocols.Internet | SocketProtocols.Unix, Most = MostRecorded };

    internal SocketProtocols Protocols { get; init; } = SocketProtocols.Internet;

    /// <summary>States of TCP sockets. Empty for all.</summary>
    internal IReadOnlyCollection<SocketState> States { get; init; } = [];

    /// <summary>Whether sockets that no descriptor can refer to are of no interest.</summary>
    internal bool HeldOnly { get; init; }

    /// <summary>The only local port. 0 for any.</summary>
    internal ushort LocalPort { get; init; }

    /// <summary>The only remote port. 0 for any.</summary>
    internal ushort RemotePort { get; init; }

    /// <summary>Whether more is asked for than addresses, state, queues, user and inode.</summary>
    internal bool HasDetails { get; init; } = true;

    /// <summary>How many sockets are kept, of all namespaces together.</summary>
    internal int Most { get; init; } = int.MaxValue;

    /// <summary>Whether the sockets of a protocol are of interest.</summary>
    internal bool Includes(string protocol) => Protocols.HasFlag(protocol switch
    {
        "tcp" => SocketProtocols.Tcp,
        "udp" => SocketProtocols.Udp,
        "udplite" => SocketProtocols.UdpLite,
        "icmp" => SocketProtocols.Icmp,
        "raw" => SocketProtocols.Raw,
        _ => SocketProtocols.Unix,
    });

    /// <summary>The request for a family and protocol.</summary>
    internal SocketRequest For(byte family, byte protocol) => new()
    {
        Family = family,
        Protocol = protocol,
        States = protocol == InternetDiagnostics.Tcp ? TcpStates : AllStates, // others use the numbers for states that have other names
        LocalPort = LocalPort,
        RemotePort = RemotePort,
        HasDetails = HasDetails,
    };

    private uint TcpStates
    {
        get
        {
            uint states = States.Count == 0 ? AllStates : States.Aggregate(0u, static (all, state) => all | BitsOf(state));
            return HeldOnly ? states & ~BitsOf(SocketState.TimeWait) : states;
        }
    }

    // The kernel selects a socket that is only bound by a bit of its own, and reports it as closed. A handshake has a bit of its own as well.
    private static uint BitsOf(SocketState state) => state switch
    {
        SocketState.SynReceived => (1u << (int)SocketState.SynReceived) | (1u << 12),
        SocketState.Closed or SocketState.Bound => (1u << (int)SocketState.Closed) | (1u << (int)SocketState.Bound),
        < SocketState.Unconnected => 1u << (int)state,
        _ => 0,
    };
}
