using System.Runtime.InteropServices;
using Vmon.Parsing.Files;

namespace Vmon.Parsing.Network;

/// <summary>The message of sock_diag about a unix socket (struct unix_diag_msg), with its attributes.</summary>
internal static class UnixDiagnostics
{
    internal const byte Family = 1;

    /// <summary>Length of the message without attributes.</summary>
    internal const int MessageLength = 16;

    // Numbers of attributes (UNIX_DIAG_…)
    private const ushort Name = 0;
    private const ushort Peer = 2;
    private const ushort Queues = 4;
    private const ushort User = 7;

    /// <summary>Null if it is too short, or of another family.</summary>
    /// <param name="whole">The message, which is kept.</param>
    // family 1, type 1, state 1, pad 1, inode 4, cookie 8 | attributes
    internal static SocketReading? Parse(ReadOnlyMemory<byte> whole)
    {
        ReadOnlySpan<byte> message = whole.Span;
        if (message.Length < MessageLength || message[0] != Family) return null;
        uint inode = MemoryMarshal.Read<uint>(message[4..]);
        SocketState state = Named(message[2]);
        bool isListening = state == SocketState.Listen;
        ReadOnlyMemory<byte> attributes = whole[MessageLength..];
        uint? peer = Word(attributes, Peer);
        uint? sendQueue = Word(attributes, Queues, sizeof(uint));
        return new SocketReading
        {
            Protocol = "unix",
            Type = SocketTypes.Of(message[1]),
            State = state,
            Name = NetlinkAttributes.TryFind(attributes, Name, 0, out ReadOnlyMemory<byte> name) ? NameOf(name.Span) : null,
            Inode = inode == 0 ? null : inode,
            Cookie = SocketCookie.Parse(message[8..]),
            User = Word(attributes, User),
            ReceiveQueue = Word(attributes, Queues),
            SendQueue = isListening ? null : sendQueue,
            Backlog = isListening ? sendQueue : null,
            PeerInode = peer == 0 ? null : peer, // 0 if the peer was closed
            Details = new UnixDetails(whole),
        };
    }

    /// <summary>The number in an attribute. Null if there is none.</summary>
    internal static uint? Word(ReadOnlyMemory<byte> attributes, ushort type, int at = 0) =>
        NetlinkAttributes.TryFind(attributes, type, at + sizeof(uint), out ReadOnlyMemory<byte> value) ? MemoryMarshal.Read<uint>(value.Span[at..]) : null;

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

/// <summary>Details of a unix socket.</summary>
/// <param name="message">The message, which is kept.</param>
internal sealed class UnixDetails(ReadOnlyMemory<byte> message) : SocketDetails
{
    // Numbers of attributes (UNIX_DIAG_…)
    private const ushort FileNumber = 1;
    private const ushort MemoryNumber = 5;
    private const ushort ShutdownNumber = 6;

    internal override SocketMemory? Memory => NetlinkAttributes.TryFind(Attributes, MemoryNumber, 1, out ReadOnlyMemory<byte> value) ? SocketMemory.Parse(value.Span) : null;

    internal override SocketDirections? Shutdown =>
        NetlinkAttributes.TryFind(Attributes, ShutdownNumber, sizeof(byte), out ReadOnlyMemory<byte> value) ? (SocketDirections)(value.Span[0] & 3) : null;

    internal override ulong? FileInode => UnixDiagnostics.Word(Attributes, FileNumber) is uint file and not 0 ? file : null;

    private ReadOnlyMemory<byte> Attributes => message[UnixDiagnostics.MessageLength..];
}
