using System.Runtime.InteropServices;
using Vmon.Parsing.Files;

namespace Vmon.Parsing.Network;

/// <summary>The message of sock_diag about a unix socket (struct unix_diag_msg), with its attributes.</summary>
internal static class UnixDiagnostics
{
    internal const byte Family = 1;

    private const int MessageLength = 16;

    // Numbers of attributes (UNIX_DIAG_…)
    private const ushort Name = 0;
    private const ushort File = 1;
    private const ushort Peer = 2;
    private const ushort Queues = 4;
    private const ushort Memory = 5;
    private const ushort Shutdown = 6;
    private const ushort User = 7;

    /// <summary>Null if it is too short, or of another family.</summary>
    // family 1, type 1, state 1, pad 1, inode 4, cookie 8 | attributes
    internal static SocketReading? Parse(ReadOnlySpan<byte> message)
    {
        if (message.Length < MessageLength || message[0] != Family) return null;
        string? name = null;
        uint file = 0;
        uint peer = 0;
        uint? user = null;
        (uint Receive, uint Send)? queues = null;
        SocketMemory? memory = null;
        SocketDirections? shutdown = null;
        NetlinkAttributes attributes = new(message[MessageLength..]);
        while (attributes.TryNext(out ushort type, out ReadOnlySpan<byte> value))
        {
            if (type == Name) name = NameOf(value);
            if (type == Memory) memory = SocketMemories.Parse(value);
            if (type == Shutdown && value.Length >= sizeof(byte)) shutdown = (SocketDirections)(value[0] & 3);
            if (value.Length < sizeof(uint)) continue;
            if (type == File) file = MemoryMarshal.Read<uint>(value);
            if (type == Peer) peer = MemoryMarshal.Read<uint>(value);
            if (type == User) user = MemoryMarshal.Read<uint>(value);
            if (type == Queues && value.Length >= 2 * sizeof(uint)) queues = (MemoryMarshal.Read<uint>(value), MemoryMarshal.Read<uint>(value[4..]));
        }

        uint inode = MemoryMarshal.Read<uint>(message[4..]);
        SocketState state = Named(message[2]);
        bool isListening = state == SocketState.Listen;
        return new SocketReading
        {
            Protocol = "unix",
            Type = SocketTypes.Of(message[1]),
            State = state,
            Name = name,
            Inode = inode == 0 ? null : inode,
            Cookie = SocketCookie.Parse(message[8..]),
            User = user,
            ReceiveQueue = queues?.Receive,
            SendQueue = isListening ? null : queues?.Send,
            Backlog = isListening ? queues?.Send : null,
            Memory = memory,
            Shutdown = shutdown,
            PeerInode = peer == 0 ? null : peer, // 0 if the peer was closed
            FileInode = file == 0 ? null : file,
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
}
