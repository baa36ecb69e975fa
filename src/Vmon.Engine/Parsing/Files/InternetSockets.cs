using System.Buffers.Binary;
using System.Net.Sockets;
using Vmon.Parsing.Network;

namespace Vmon.Parsing.Files;

/// <summary>The lines of /proc/PID/net/tcp, tcp6, udp, udp6, udplite, raw, icmp and their IPv6 variants, which have one format.</summary>
internal static class InternetSockets
{
    private const int WordDigits = 8;
    private const int LeastPointerDigits = 8;
    private const int MostPort = 0xffff;

    /// <summary>Null for the heading, and for a malformed line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="protocol">Protocol of the table.</param>
    /// <param name="isBigEndian">Byte order of the machine that wrote the line. If null, the addresses are unknown.</param>
    // sl: local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode ...
    //  0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 46665 1 00000000a02a90b1 ...
    //  1: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A ...
    internal static SocketReading? Parse(ReadOnlySpan<byte> line, string protocol, bool? isBigEndian)
    {
        ByteReader reader = new(line);
        ReadOnlySpan<byte> number = reader.Field();
        ReadOnlySpan<byte> local = reader.Field();
        ReadOnlySpan<byte> remote = reader.Field();
        ReadOnlySpan<byte> state = reader.Field();
        ReadOnlySpan<byte> queues = reader.Field();
        reader.Skip(2);
        uint user = reader.UInt32();
        reader.Skip(1);
        ulong inode = reader.UInt64();
        ReadOnlySpan<byte> references = reader.Field();
        ReadOnlySpan<byte> pointer = reader.Field();
        if (reader.IsMalformed || number[^1] != ':') return null;
        if (references.Length >= LeastPointerDigits || pointer.Length < LeastPointerDigits) return null; // a field before them is missing
        if (!TryParse(local, isBigEndian == true, out InternetAddress localAddress, out int localPort)) return null;
        if (!TryParse(remote, isBigEndian == true, out InternetAddress remoteAddress, out int remotePort)) return null;
        if (state.Length != 2 || !RadixReader.TryReadHexadecimal(state, out uint stateNumber)) return null;
        int colon = queues.IndexOf((byte)':');
        if (colon < 0) return null;

        bool isTcp = protocol == "tcp";
        bool hasPeer = remotePort != 0 || !remoteAddress.IsAny;
        SocketState named = isTcp ? InternetDiagnostics.TcpState(stateNumber, localPort) : hasPeer ? SocketState.Established : SocketState.Unconnected;
        bool hasPort = protocol is not "raw";
        bool isListening = named == SocketState.Listen;

        // Of a closed connection without descriptors, or a handshake, the kernel keeps no user.
        bool hasUser = inode != 0 || named is not (SocketState.TimeWait or SocketState.FinWait2 or SocketState.SynReceived);
        return new SocketReading
        {
            Protocol = protocol,
            Type = isTcp ? SocketType.Stream : protocol == "raw" ? SocketType.Raw : SocketType.Dgram,
            State = named,
            Local = isBigEndian is null ? null : localAddress,
            LocalPort = hasPort ? localPort : null,
            Remote = hasPeer && isBigEndian is not null ? remoteAddress : null,
            RemotePort = hasPeer && hasPort ? remotePort : null,
            SendQueue = isListening ? null : Queue(queues[..colon]),
            ReceiveQueue = Queue(queues[(colon + 1)..]),
            Inode = inode == 0 ? null : inode,
            User = hasUser ? user : null,
        };
    }

    // The address in network order, printed as words of the machine's order: 127.0.0.1 is 0100007F on a little-endian one.
    private static bool TryParse(ReadOnlySpan<byte> text, bool isBigEndian, out InternetAddress address, out int port)
    {
        address = default;
        port = 0;
        int colon = text.IndexOf((byte)':');
        if (colon is not (WordDigits or 4 * WordDigits) || !RadixReader.TryReadHexadecimal(text[(colon + 1)..], out uint number) || number > MostPort) return false;

        Span<byte> bytes = stackalloc byte[16];
        for (int word = 0; word < colon / WordDigits; word++)
        {
            if (!RadixReader.TryReadHexadecimal(text.Slice(word * WordDigits, WordDigits), out uint value)) return false;
            if (isBigEndian) BinaryPrimitives.WriteUInt32BigEndian(bytes[(word * 4)..], value);
            else BinaryPrimitives.WriteUInt32LittleEndian(bytes[(word * 4)..], value);
        }

        address = InternetAddress.Of(bytes[..(colon / 2)]);
        port = (int)number;
        return true;
    }

    private static long? Queue(ReadOnlySpan<byte> digits) => digits.Length == WordDigits && RadixReader.TryReadHexadecimal(digits, out uint queue) ? queue : null;
}
