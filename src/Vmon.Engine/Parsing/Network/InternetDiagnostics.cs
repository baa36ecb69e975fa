using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Vmon.Parsing.Network;

/// <summary>The message of sock_diag about an IPv4 or IPv6 socket (struct inet_diag_msg), with its attributes.</summary>
internal static class InternetDiagnostics
{
    internal const byte V4 = 2;
    internal const byte V6 = 10;
    internal const byte Tcp = 6;
    internal const byte Udp = 17;
    internal const byte UdpLite = 136;
    internal const byte Raw = 255;

    // Numbers of attributes (INET_DIAG_…)
    internal const ushort Info = 2;
    internal const ushort CongestionControl = 4;
    internal const ushort Memory = 7;
    private const ushort Shutdown = 8;
    private const ushort V6Only = 11;
    private const ushort Mark = 15;
    private const ushort CgroupId = 21;

    private const int MessageLength = 72;

    // A handshake (TCP_NEW_SYN_RECV)
    private const byte NewSynReceived = 12;

    /// <summary>Null if it is too short, or of another family.</summary>
    /// <param name="message">The message.</param>
    /// <param name="protocol">Protocol of the request.</param>
    // family 1, state 1, timer 1, retransmits 1 | local port 2, remote port 2 (big-endian), local address 16, remote address 16, interface 4, cookie 8
    // | timer 4 (ms), receive queue 4, send queue 4, user 4, inode 4 | attributes
    internal static SocketReading? Parse(ReadOnlySpan<byte> message, byte protocol)
    {
        if (message.Length < MessageLength || message[0] is not (V4 or V6)) return null;
        Attributes attributes = new(message[MessageLength..], protocol);
        bool isTcp = protocol == Tcp;

        // Without an own socket in memory (time-wait, or a handshake): user and queues are not known.
        bool isSmall = isTcp && message[1] is (byte)SocketState.TimeWait or (byte)SocketState.FinWait2 or (byte)SocketState.SynReceived or NewSynReceived && attributes.Tcp is null
            && MemoryMarshal.Read<uint>(message[68..]) == 0;
        int addressLength = message[0] == V4 ? 4 : 16;
        InternetAddress remote = InternetAddress.Of(message.Slice(24, addressLength));
        int localPort = BinaryPrimitives.ReadUInt16BigEndian(message[4..]);
        int remotePort = BinaryPrimitives.ReadUInt16BigEndian(message[6..]);
        bool hasPorts = protocol != Raw;
        bool hasPeer = !remote.IsAny || (hasPorts && remotePort != 0);
        SocketState state = isTcp ? TcpState(message[1], localPort) : hasPeer ? SocketState.Established : SocketState.Unconnected;
        bool isListening = state == SocketState.Listen;
        uint receiveQueue = MemoryMarshal.Read<uint>(message[56..]);
        uint sendQueue = MemoryMarshal.Read<uint>(message[60..]);
        uint inode = MemoryMarshal.Read<uint>(message[68..]);
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
            ReceiveQueue = isSmall ? null : receiveQueue,
            SendQueue = isSmall || isListening ? null : sendQueue,
            Backlog = isListening && isTcp ? sendQueue : null,
            Timer = isTcp && message[2] <= (byte)SocketTimer.Persist ? (SocketTimer)message[2] : null,
            TimerRest = isTcp && message[2] != 0 ? TimeSpan.FromMilliseconds(MemoryMarshal.Read<uint>(message[52..])) : null,
            TimerCount = isTcp ? message[3] : null,
            Memory = attributes.Memory,
            CongestionControl = attributes.CongestionControl,
            Tcp = attributes.Tcp,
            Mark = attributes.Mark,
            CgroupId = attributes.CgroupId,
            IsV6Only = message[0] == V6 ? attributes.IsV6Only : null,
            Shutdown = attributes.Shutdown,
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

    // The values of the attributes of one message.
    private readonly ref struct Attributes
    {
        internal Attributes(ReadOnlySpan<byte> bytes, byte protocol)
        {
            NetlinkAttributes attributes = new(bytes);
            while (attributes.TryNext(out ushort type, out ReadOnlySpan<byte> value))
            {
                switch (type)
                {
                    case Info when protocol == InternetDiagnostics.Tcp && !value.IsEmpty:
                        Tcp = new TcpInfo(value);
                        break;
                    case InternetDiagnostics.CongestionControl:
                        CongestionControl = AlgorithmOf(value);
                        break;
                    case InternetDiagnostics.Memory:
                        Memory = SocketMemories.Parse(value);
                        break;
                    case InternetDiagnostics.Shutdown when value.Length >= 1:
                        Shutdown = (SocketDirections)(value[0] & 3);
                        break;
                    case V6Only when value.Length >= 1:
                        IsV6Only = value[0] != 0;
                        break;
                    case InternetDiagnostics.Mark when value.Length >= sizeof(uint):
                        Mark = MemoryMarshal.Read<uint>(value);
                        break;
                    case InternetDiagnostics.CgroupId when value.Length >= sizeof(ulong):
                        CgroupId = MemoryMarshal.Read<ulong>(value);
                        break;
                }
            }
        }

        internal TcpInfo? Tcp { get; }

        internal string? CongestionControl { get; }

        internal SocketMemory? Memory { get; }

        internal SocketDirections? Shutdown { get; }

        internal bool? IsV6Only { get; }

        internal uint? Mark { get; }

        internal ulong? CgroupId { get; }

        // One text for all connections that use a common one.
        private static string? AlgorithmOf(ReadOnlySpan<byte> value)
        {
            int end = value.IndexOf((byte)0);
            ReadOnlySpan<byte> name = end < 0 ? value : value[..end];
            return name.IsEmpty ? null : name.SequenceEqual("cubic"u8) ? "cubic" : name.SequenceEqual("bbr"u8) ? "bbr" : name.SequenceEqual("reno"u8) ? "reno" : ProcText.Decode(name);
        }
    }
}

/// <summary>The attribute of the memory of a socket, the same for all families.</summary>
internal static class SocketMemories
{
    private const int Length = 32;

    /// <summary>Null if it is too short.</summary>
    // received 4, receive buffer 4, sending 4, send buffer 4, reserved 4, queued 4, options 4, backlog 4, dropped 4 (since 4.7)
    internal static SocketMemory? Parse(ReadOnlySpan<byte> value)
    {
        if (value.Length < Length + sizeof(uint)) return null;
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(value);
        return new SocketMemory(words[0], words[1], words[2], words[3], words[5], words[8]);
    }
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
