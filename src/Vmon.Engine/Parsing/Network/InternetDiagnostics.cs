using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Vmon.Parsing.Network;

/// <summary>The message of sock_diag about an IPv4 or IPv6 socket (struct inet_diag_msg), with its attributes.</summary>
internal static class InternetDiagnostics
{
    internal const byte V4AndV6 = 0;
    internal const byte V4 = 2;
    internal const byte V6 = 10;
    internal const byte Tcp = 6;
    internal const byte Udp = 17;
    internal const byte UdpLite = 136;
    internal const byte Raw = 255;

    /// <summary>Length of the message without attributes.</summary>
    internal const int MessageLength = 72;

    // A handshake (TCP_NEW_SYN_RECV)
    private const byte NewSynReceived = 12;

    /// <summary>Null if it is too short, or of another family.</summary>
    /// <param name="whole">The message, which is kept.</param>
    /// <param name="protocol">Protocol of the request.</param>
    // family 1, state 1, timer 1, retransmits 1 | local port 2, remote port 2 (big-endian), local address 16, remote address 16, interface 4, cookie 8
    // | timer 4 (ms), receive queue 4, send queue 4, user 4, inode 4 | attributes
    internal static SocketReading? Parse(ReadOnlyMemory<byte> whole, byte protocol)
    {
        ReadOnlySpan<byte> message = whole.Span;
        if (message.Length < MessageLength || message[0] is not (V4 or V6)) return null;
        bool isTcp = protocol == Tcp;
        bool hasPorts = protocol != Raw;
        int addressLength = message[0] == V4 ? 4 : 16;
        InternetAddress remote = InternetAddress.Of(message.Slice(24, addressLength));
        int localPort = BinaryPrimitives.ReadUInt16BigEndian(message[4..]);
        int remotePort = BinaryPrimitives.ReadUInt16BigEndian(message[6..]);
        bool hasPeer = !remote.IsAny || (hasPorts && remotePort != 0);
        SocketState state = isTcp ? TcpState(message[1], localPort) : hasPeer ? SocketState.Established : SocketState.Unconnected;
        bool isListening = state == SocketState.Listen;
        uint inode = MemoryMarshal.Read<uint>(message[68..]);
        InternetDetails details = new(whole, isTcp);

        // A connection that is forgotten soon, or a handshake, of which the kernel keeps neither user nor queues.
        bool isSmall = isTcp && inode == 0 && state is SocketState.TimeWait or SocketState.FinWait2 or SocketState.SynReceived && details.Tcp is null;
        uint device = MemoryMarshal.Read<uint>(message[40..]);
        return new SocketReading
        {
            Protocol = NameOf(protocol),
            Type = isTcp ? SocketType.Stream : protocol == Raw ? SocketType.Raw : SocketType.Dgram,
            State = state,
            Local = InternetAddress.Of(message.Slice(8, addressLength)),
            LocalPort = hasPorts ? localPort : null,
            Remote = hasPeer ? remote : null,
            RemotePort = hasPeer && hasPorts ? remotePort : null,
            Inode = inode == 0 ? null : inode,
            Cookie = SocketCookie.Parse(message[44..]),
            User = isSmall ? null : MemoryMarshal.Read<uint>(message[64..]),
            Interface = device is 0 or > int.MaxValue ? null : (int)device,
            ReceiveQueue = isSmall ? null : MemoryMarshal.Read<uint>(message[56..]),
            SendQueue = isSmall || isListening ? null : MemoryMarshal.Read<uint>(message[60..]),
            Backlog = isListening && isTcp ? MemoryMarshal.Read<uint>(message[60..]) : null,
            Details = details,
        };
    }

    /// <summary>State of a TCP socket by its number in the kernel.</summary>
    /// <param name="number">Number of the state.</param>
    /// <param name="localPort">Its port, by which a socket that is only bound is known.</param>
    internal static SocketState TcpState(uint number, int localPort) => number switch
    {
        (uint)SocketState.Closed => localPort != 0 ? SocketState.Bound : SocketState.Closed,
        <= (uint)SocketState.Closing => (SocketState)number,
        NewSynReceived => SocketState.SynReceived,
        (uint)SocketState.Bound => SocketState.Bound,
        _ => SocketState.Unknown,
    };

    private static string NameOf(byte protocol) => protocol switch
    {
        Tcp => "tcp",
        Udp => "udp",
        UdpLite => "udplite",
        _ => "raw",
    };
}

/// <summary>The number by which the kernel tells a socket from all others, the same for all families.</summary>
internal static class SocketCookie
{
    /// <summary>Null if it has none.</summary>
    // low word, high word
    internal static ulong? Parse(ReadOnlySpan<byte> value)
    {
        ulong cookie = MemoryMarshal.Read<uint>(value) | ((ulong)MemoryMarshal.Read<uint>(value[sizeof(uint)..]) << 32);
        return cookie is 0 or ulong.MaxValue ? null : cookie;
    }
}
