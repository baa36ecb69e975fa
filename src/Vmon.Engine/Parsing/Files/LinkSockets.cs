using System.Net.Sockets;

namespace Vmon.Parsing.Files;

/// <summary>The lines of /proc/PID/net/netlink and packet.</summary>
internal static class LinkSockets
{
    // Bits of Unknown, by column.
    private const ulong NetlinkInode = 1UL << 9;
    private const ulong NetlinkPort = 1UL << 2;
    private const ulong NetlinkReceive = 1UL << 4;
    private const ulong NetlinkSend = 1UL << 5;
    private const ulong PacketInode = 1UL << 8;
    private const ulong PacketType = 1UL << 2;
    private const ulong PacketReceive = 1UL << 6;

    /// <summary>Null for the heading, for a malformed line, and for a socket of the kernel.</summary>
    // Unused columns are read as well: a missing or extra column would shift another number into the place of the inode,
    // which may look valid.
    // sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode
    // 000000008a35287a 4   812        00000000 0        0        0     2        0        501
    internal static SocketInfo? ParseNetlink(ReadOnlySpan<byte> line)
    {
        ByteReader reader = new(line);
        reader.Skip(1);
        _ = reader.Number();
        uint port = reader.UInt32();
        ReadOnlySpan<byte> groups = reader.Field();
        long receive = reader.Count();
        long send = reader.Count();
        _ = reader.Number();
        _ = reader.Number();
        _ = reader.UInt32();
        ulong inode = reader.UInt64();
        ulong unknown = reader.Unknown;
        bool isSocket = (unknown == 0 || reader.HasReadExactly) && groups.Length == 8 && (unknown & NetlinkInode) == 0 && inode != 0;
        return !isSocket ? null : new SocketInfo
        {
            Protocol = "netlink",
            State = SocketState.Unconnected,
            LocalPort = (unknown & NetlinkPort) == 0 ? port : null,
            ReceiveQueue = (unknown & NetlinkReceive) == 0 ? receive : null,
            SendQueue = (unknown & NetlinkSend) == 0 ? send : null,
            Inode = inode,
        };
    }

    // sk               RefCnt Type Proto  Iface R Rmem   User   Inode
    // 00000000a02a90b1 3      3    0003   2     1 0      0      46701
    internal static SocketInfo? ParsePacket(ReadOnlySpan<byte> line)
    {
        ByteReader reader = new(line);
        reader.Skip(1);
        _ = reader.UInt32();
        uint type = reader.UInt32();
        ReadOnlySpan<byte> protocol = reader.Field();
        _ = reader.Number();
        _ = reader.Number();
        long receive = reader.Count();
        _ = reader.UInt32();
        ulong inode = reader.UInt64();
        ulong unknown = reader.Unknown;
        bool isSocket = (unknown == 0 || reader.HasReadExactly) && protocol.Length == 4 && (unknown & PacketInode) == 0 && inode != 0;
        return !isSocket ? null : new SocketInfo
        {
            Protocol = "packet",
            Type = (unknown & PacketType) == 0 ? SocketTypes.Of(type) : null,
            State = SocketState.Unconnected,
            ReceiveQueue = (unknown & PacketReceive) == 0 ? receive : null,
            Inode = inode,
        };
    }
}

/// <summary>The kernel's name of the protocol of a socket that no table lists (attribute system.sockprotoname).</summary>
internal static class ProtocolName
{
    /// <summary>Protocol of a name, as in the socket tables, and its type if the protocol has only one.</summary>
    // TCP TCPv6 UDP UDPv6 UDP-Lite UDPLITEv6 RAW RAWv6 PING PINGv6 UNIX UNIX-STREAM NETLINK PACKET MPTCP AF_VSOCK ...
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

/// <summary>Socket types by their numbers in socket(2), which are the same in .NET.</summary>
internal static class SocketTypes
{
    /// <summary>Null for a number without a name.</summary>
    internal static SocketType? Of(uint number) =>
        number is >= (uint)SocketType.Stream and <= (uint)SocketType.Seqpacket ? (SocketType)number : null;
}
