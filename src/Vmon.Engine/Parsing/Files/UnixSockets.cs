using Vmon.Parsing.Network;

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
    internal static SocketReading? Parse(ReadOnlySpan<byte> line)
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
        return new SocketReading
        {
            Protocol = "unix",
            Type = SocketTypes.Of(kind),
            State = (flag & AcceptsConnections) != 0 ? SocketState.Listen : Named(number),
            Name = path.IsEmpty ? null : ProcText.Decode(path),
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
