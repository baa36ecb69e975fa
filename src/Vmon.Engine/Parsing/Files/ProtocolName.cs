using System.Net.Sockets;

namespace Vmon.Parsing.Files;

/// <summary>The kernel's own name of a socket's protocol (the attribute system.sockprotoname), of one that no table lists.</summary>
internal static class ProtocolName
{
    // TCP TCPv6 UDP UDPv6 UDP-Lite UDPLITEv6 RAW RAWv6 PING PINGv6 UNIX UNIX-STREAM NETLINK PACKET MPTCP AF_VSOCK ...
    /// <summary>Protocol of a name, as in the socket tables, and its type if the protocol has only one.</summary>
    internal static SocketInfo Parse(string name, ulong inode)
    {
        string lower = name.ToLowerInvariant();
        if (lower.EndsWith("v6", StringComparison.Ordinal)) lower = lower[..^2];
        (string protocol, SocketType? type) = lower switch
        {
            "tcp" or "mptcp" => (lower, SocketType.Stream),
            "udp" or "udplite" => (lower, SocketType.Dgram),
            "udp-lite" => ("udplite", SocketType.Dgram),
            "ping" => ("icmp", SocketType.Dgram),
            "raw" => (lower, SocketType.Raw),
            "unix-stream" => ("unix", SocketType.Stream),
            "af_vsock" => ("vsock", null),
            _ => (lower, (SocketType?)null),
        };
        return new SocketInfo { Inode = inode, Protocol = protocol, Type = type };
    }
}
