using System.Buffers.Text;
using System.Net.Sockets;
using Vmon.Proc;

namespace Vmon.Parsing;

/// <summary>The lines of /proc/PID/net/unix.</summary>
internal static class UnixSockets
{
    private const uint AcceptsConnections = 0x10000;

    // Num               RefCount Protocol Flags    Type St Inode Path
    // 00000000ce7a965a: 00000002 00000000 00010000 0001 01   587 /run/dbus/system_bus_socket
    // 00000000ce7a965b: 00000002 00000000 00000000 0002 01   588 @abstract
    /// <summary>Null for the heading, and for a line of another form.</summary>
    internal static SocketInfo? Parse(ReadOnlySpan<byte> line)
    {
        ByteReader reader = new(line);
        reader.Skip(3);
        ReadOnlySpan<byte> flags = reader.Field();
        ReadOnlySpan<byte> type = reader.Field();
        ReadOnlySpan<byte> state = reader.Field();
        ulong inode = reader.UInt64();
        if (reader.IsMalformed || inode == 0 || !TryHex(flags, out uint flag) || !TryHex(type, out uint kind) || !TryHex(state, out uint number))
            return null;

        ReadOnlySpan<byte> path = reader.Rest;
        if (!path.IsEmpty && path[0] == ' ') path = path[1..];
        return new SocketInfo
        {
            Protocol = "unix",
            Type = (SocketType)kind,
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

    private static bool TryHex(ReadOnlySpan<byte> digits, out uint value) =>
        Utf8Parser.TryParse(digits, out value, out int used, 'X') && used == digits.Length;
}
