namespace Vmon;

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

    /// <summary>Without a peer, bound or not: datagram, raw and unix sockets.</summary>
    Unconnected = 32,

    /// <summary>A unix socket that is connecting.</summary>
    Connecting = 33,

    /// <summary>A unix socket that is disconnecting.</summary>
    Disconnecting = 34,
}
