using System.Runtime.InteropServices;

namespace Vmon.Parsing;

/// <summary>The kernel's answer to the question for all unix sockets (NETLINK_SOCK_DIAG): peers and queues, by inode.</summary>
internal static class UnixDiagnostics
{
    private const int HeaderLength = 16;
    private const int MessageLength = 16;
    private const int AttributeHeader = 4;
    private const ushort Error = 2;
    private const ushort Done = 3;
    private const ushort ByFamily = 20;
    private const ushort Peer = 2;
    private const ushort Queues = 4;

    // struct nlmsghdr, struct unix_diag_req { family, protocol, pad, states, inode, show, cookie }: all sockets, with peer and queues
    internal static ReadOnlySpan<byte> Request =>
    [
        40, 0, 0, 0, 20, 0, 1, 3, 1, 0, 0, 0, 0, 0, 0, 0,
        1, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    // length 4, type 2, flags 2, sequence 4, port 4 | family 1, type 1, state 1, pad 1, inode 4, cookie 8 | attributes
    /// <summary>Takes in one datagram; false when it was the last, or is not what was asked for.</summary>
    internal static bool Read(ReadOnlySpan<byte> datagram, IDictionary<ulong, UnixPeer> peers)
    {
        while (datagram.Length >= HeaderLength)
        {
            int length = MemoryMarshal.Read<int>(datagram);
            ushort type = MemoryMarshal.Read<ushort>(datagram[4..]);
            if (type is Error or Done || length < HeaderLength || length > datagram.Length) return false;
            if (type == ByFamily && length >= HeaderLength + MessageLength) ReadMessage(datagram[HeaderLength..length], peers);
            datagram = datagram[Math.Min(Aligned(length), datagram.Length)..];
        }

        return true;
    }

    private static void ReadMessage(ReadOnlySpan<byte> message, IDictionary<ulong, UnixPeer> peers)
    {
        uint inode = MemoryMarshal.Read<uint>(message[4..]);
        UnixPeer peer = default;
        ReadOnlySpan<byte> attributes = message[MessageLength..];
        while (attributes.Length >= AttributeHeader)
        {
            int length = MemoryMarshal.Read<ushort>(attributes);
            if (length < AttributeHeader || length > attributes.Length) break;
            ReadOnlySpan<byte> value = attributes[AttributeHeader..length];
            ushort type = MemoryMarshal.Read<ushort>(attributes[2..]);
            if (type == Peer && value.Length >= 4) peer.Inode = MemoryMarshal.Read<uint>(value);
            if (type == Queues && value.Length >= 8)
            {
                peer.ReceiveQueue = MemoryMarshal.Read<uint>(value);
                peer.SendQueue = MemoryMarshal.Read<uint>(value[4..]);
            }

            attributes = attributes[Math.Min(Aligned(length), attributes.Length)..];
        }

        peers[inode] = peer;
    }

    private static int Aligned(int length) => (length + 3) & ~3;
}
