namespace Vmon;

/// <summary>The state of a socket; those that only TCP has are RFC 9293's.</summary>
public enum SocketState
{
    /// <summary>The kernel does not tell.</summary>
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

    /// <summary>Bound or not, without a peer: of datagram and raw sockets, and of unix ones.</summary>
    Unconnected = 32,

    /// <summary>Connecting, of a unix socket.</summary>
    Connecting = 33,

    /// <summary>Disconnecting, of a unix socket.</summary>
    Disconnecting = 34,
}
