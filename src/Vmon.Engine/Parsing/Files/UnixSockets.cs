using System.Runtime.InteropServices;

namespace Vmon.Parsing.Files;

/// <summary>The lines of /proc/PID/net/unix.</summary>
internal static class UnixSockets
{
    private const uint AcceptsConnections = 0x10000;

    // A space, and a number padded to five digits.
    private const int InodeWidth = 6;

    /// <summary>Null for the heading, and for a malformed line.</summary>
    // Num               RefCount Protocol Flags    Type St Inode Path
    // 00000000ce7a965a: 00000002 00000000 00010000 0001 01   587 /run/dbus/system_bus_socket
    // 00000000ce7a965b: 00000002 00000000 00000000 0002 01   588 @abstract
    internal static SocketInfo? Parse(ReadOnlySpan<byte> line)
    {
        ByteReader reader = new(line);
        ReadOnlySpan<byte> address = reader.Field();
        reader.Skip(2);
        ReadOnlySpan<byte> flags = reader.Field();
        ReadOnlySpan<byte> type = reader.Field();
        ReadOnlySpan<byte> state = reader.Field();
        ReadOnlySpan<byte> before = reader.Rest;
        ulong inode = reader.UInt64();
        int width = before.Length - reader.Rest.Length;
        if (reader.IsMalformed || inode == 0 || address[^1] != ':') return null;
        if (flags.Length != 8 || type.Length != 4 || state.Length != 2) return null; // a field before or between them is missing
        if (width < InodeWidth || (width > InodeWidth && before.StartsWith("  "u8))) return null; // not the inode, but a path of digits
        if (!RadixReader.TryReadHexadecimal(flags, out uint flag) || !RadixReader.TryReadHexadecimal(type, out uint kind) || !RadixReader.TryReadHexadecimal(state, out uint number)) return null;

        ReadOnlySpan<byte> path = reader.Rest;
        if (!path.IsEmpty && path[0] == ' ') path = path[1..];
        return new SocketInfo
        {
            Protocol = "unix",
            Type = SocketTypes.Of(kind),
            State = (flag & AcceptsConnections) != 0 ? SocketState.Listen : Named(number),
            LocalAddress = path.IsEmpty ? null : ProcText.Decode(path),
            Inode = inode,
        };
    }

    // SS_UNCONNECTED, SS_CONNECTING, SS_CONNECTED, SS_DISCONNECTING of linux/net.h
    private static SocketState Named(uint state) => state switch
    {
        1 => SocketState.Unconnected,
        2 => SocketState.Connecting,
        3 => SocketState.Established,
        4 => SocketState.Disconnecting,
        _ => SocketState.Unknown,
    };
}

/// <summary>The kernel's answer to a request for all unix sockets (NETLINK_SOCK_DIAG), by inode.</summary>
internal static class UnixDiagnostics
{
    private const int HeaderLength = 16;
    private const int MessageLength = 16;
    private const int AttributeHeader = 4;
    private const ushort Error = 2;
    private const ushort Done = 3;
    private const ushort ByFamily = 20;
    private const ushort Name = 0;
    private const ushort Peer = 2;
    private const ushort Queues = 4;

    // struct nlmsghdr, struct unix_diag_req { family, protocol, pad, states, inode, show, cookie }: all sockets, with name, peer and queues
    internal static ReadOnlySpan<byte> Request =>
    [
        40, 0, 0, 0, 20, 0, 1, 3, 1, 0, 0, 0, 0, 0, 0, 0,
        1, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 0x15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Processes one datagram.</summary>
    /// <returns>Whether another datagram follows. False after the last one, and if this one does not answer the request.</returns>
    // length 4, type 2, flags 2, sequence 4, port 4 | family 1, type 1, state 1, pad 1, inode 4, cookie 8 | attributes
    internal static bool Read(ReadOnlySpan<byte> datagram, IDictionary<ulong, SocketInfo> sockets, out bool isWhole)
    {
        isWhole = false;
        while (datagram.Length >= HeaderLength)
        {
            int length = MemoryMarshal.Read<int>(datagram);
            ushort type = MemoryMarshal.Read<ushort>(datagram[4..]);
            isWhole = type == Done;
            if (type is Error or Done || length < HeaderLength || length > datagram.Length) return false;
            if (type == ByFamily && length >= HeaderLength + MessageLength && Parse(datagram[HeaderLength..length]) is { Inode: not 0 } socket)
                sockets[socket.Inode] = socket;
            datagram = datagram[Math.Min(Aligned(length), datagram.Length)..];
        }

        return true;
    }

    private static SocketInfo Parse(ReadOnlySpan<byte> message)
    {
        string? name = null;
        uint peer = 0;
        uint? receive = null;
        uint? send = null;
        ReadOnlySpan<byte> attributes = message[MessageLength..];
        while (attributes.Length >= AttributeHeader)
        {
            int length = MemoryMarshal.Read<ushort>(attributes);
            if (length < AttributeHeader || length > attributes.Length) break;
            ReadOnlySpan<byte> value = attributes[AttributeHeader..length];
            ushort type = MemoryMarshal.Read<ushort>(attributes[2..]);
            if (type == Name) name = NameOf(value);
            if (type == Peer && value.Length >= 4) peer = MemoryMarshal.Read<uint>(value);
            if (type == Queues && value.Length >= 8)
            {
                receive = MemoryMarshal.Read<uint>(value);
                send = MemoryMarshal.Read<uint>(value[4..]);
            }

            attributes = attributes[Math.Min(Aligned(length), attributes.Length)..];
        }

        SocketState state = Named(message[2]);
        return new SocketInfo
        {
            Protocol = "unix",
            Type = SocketTypes.Of(message[1]),
            State = state,
            LocalAddress = name,
            ReceiveQueue = receive,
            SendQueue = state == SocketState.Listen ? null : send, // for a listening socket, its backlog
            Inode = MemoryMarshal.Read<uint>(message[4..]),
            PeerInode = peer == 0 ? null : peer, // 0 if the peer was closed
        };
    }

    // A path and a NUL; for an abstract socket, a NUL and the name, in which each NUL is shown as @, as in /proc/net/unix.
    private static string? NameOf(ReadOnlySpan<byte> value)
    {
        if (value is not [0, ..]) return value.IndexOf((byte)0) is var end and >= 0 ? Text(value[..end]) : Text(value);
        byte[] name = value.ToArray();
        name.AsSpan().Replace((byte)0, (byte)'@');
        return Text(name);
    }

    private static string? Text(ReadOnlySpan<byte> name) => name.IsEmpty ? null : ProcText.Decode(name);

    // TCP_ESTABLISHED, TCP_SYN_SENT, TCP_CLOSE and TCP_LISTEN, also used for unix sockets
    private static SocketState Named(byte state) => state switch
    {
        1 => SocketState.Established,
        2 => SocketState.Connecting,
        7 => SocketState.Unconnected,
        10 => SocketState.Listen,
        _ => SocketState.Unknown,
    };

    private static int Aligned(int length) => (length + 3) & ~3;
}
