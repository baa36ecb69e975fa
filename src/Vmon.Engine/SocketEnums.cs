namespace Vmon;

/// <summary>Protocols of sockets.</summary>
[Flags]
public enum SocketProtocols
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>TCP over IPv4 and IPv6.</summary>
    Tcp = 1,

    /// <summary>UDP over IPv4 and IPv6.</summary>
    Udp = 2,

    /// <summary>UDP-Lite over IPv4 and IPv6.</summary>
    UdpLite = 4,

    /// <summary>Raw IPv4 and IPv6.</summary>
    Raw = 8,

    /// <summary>ICMP echo (ping) without privileges.</summary>
    Icmp = 16,

    /// <summary>Unix sockets: streams, datagrams and sequential packets between processes of the machine.</summary>
    Unix = 32,

    /// <summary>All protocols over IPv4 and IPv6.</summary>
    Internet = Tcp | Udp | UdpLite | Raw | Icmp,
}

/// <summary>The timer of a TCP connection that runs.</summary>
public enum SocketTimer
{
    /// <summary>None.</summary>
    Off = 0,

    /// <summary>Until a segment is retransmitted.</summary>
    Retransmit = 1,

    /// <summary>Until an idle connection is probed.</summary>
    KeepAlive = 2,

    /// <summary>Until a closed connection is forgotten.</summary>
    TimeWait = 3,

    /// <summary>Until the closed window of the peer is probed.</summary>
    Persist = 4,
}

/// <summary>Directions of a socket.</summary>
[Flags]
public enum SocketDirections
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>Receiving.</summary>
    Receive = 1,

    /// <summary>Sending.</summary>
    Send = 2,
}
