using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Vmon.Parsing.Files;

/// <summary>The lines of /proc/PID/net/tcp, tcp6, udp, udp6, udplite, raw, icmp and their IPv6 variants, which have one format.</summary>
internal static class InternetSockets
{
    private const int WordDigits = 8;
    private const int LeastPointerDigits = 8;
    private const int MostPort = 0xffff;

    /// <summary>Null for the heading, for a malformed line, and for a socket without a file (inode 0).</summary>
    /// <param name="line">The line.</param>
    /// <param name="protocol">Protocol of the table.</param>
    /// <param name="isBigEndian">Byte order of the machine that wrote the line. If null, the addresses are unknown.</param>
    // sl: local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode ...
    //  0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 46665 1 00000000a02a90b1 ...
    //  1: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A ...
    internal static SocketInfo? Parse(ReadOnlySpan<byte> line, string protocol, bool? isBigEndian)
    {
        ByteReader reader = new(line);
        ReadOnlySpan<byte> number = reader.Field();
        ReadOnlySpan<byte> local = reader.Field();
        ReadOnlySpan<byte> remote = reader.Field();
        ReadOnlySpan<byte> state = reader.Field();
        ReadOnlySpan<byte> queues = reader.Field();
        reader.Skip(4);
        ulong inode = reader.UInt64();
        ReadOnlySpan<byte> references = reader.Field();
        ReadOnlySpan<byte> pointer = reader.Field();
        if (reader.IsMalformed || inode == 0 || number[^1] != ':') return null;
        if (references.Length >= LeastPointerDigits || pointer.Length < LeastPointerDigits) return null; // a field before them is missing
        if (!TryParse(local, isBigEndian == true, out IPAddress? localAddress, out int localPort)) return null;
        if (!TryParse(remote, isBigEndian == true, out IPAddress? remoteAddress, out int remotePort)) return null;
        if (state.Length != 2 || !RadixReader.TryReadHexadecimal(state, out uint stateNumber)) return null;
        int colon = queues.IndexOf((byte)':');
        if (colon < 0) return null;

        bool isTcp = protocol == "tcp";
        bool hasPeer = remotePort != 0 || !IsAny(remoteAddress);
        SocketState named = isTcp ? Tcp(stateNumber) : hasPeer ? SocketState.Established : SocketState.Unconnected;
        bool hasPort = protocol is not "raw";
        return new SocketInfo
        {
            Protocol = protocol,
            Type = isTcp ? SocketType.Stream : protocol == "raw" ? SocketType.Raw : SocketType.Dgram,
            State = named,
            LocalAddress = isBigEndian is null ? null : localAddress.ToString(),
            LocalPort = hasPort ? (uint)localPort : null,
            RemoteAddress = hasPeer && isBigEndian is not null ? remoteAddress.ToString() : null,
            RemotePort = hasPeer && hasPort ? remotePort : null,
            SendQueue = named == SocketState.Listen ? null : Queue(queues[..colon]),
            ReceiveQueue = Queue(queues[(colon + 1)..]),
            Inode = inode,
        };
    }

    // 12 is a request socket of a later kernel (TCP_NEW_SYN_RECV).
    private static SocketState Tcp(uint state) => state switch
    {
        <= (uint)SocketState.Closing => (SocketState)state,
        12 => SocketState.SynReceived,
        _ => SocketState.Unknown,
    };

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    // The address in network order, printed as words of the machine's order: 127.0.0.1 is 0100007F on a little-endian one.
    private static bool TryParse(ReadOnlySpan<byte> text, bool isBigEndian, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPAddress? address, out int port)
    {
        address = null;
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

        address = new IPAddress(bytes[..(colon / 2)]);
        port = (int)number;
        return true;
    }

    private static long? Queue(ReadOnlySpan<byte> digits) => digits.Length == WordDigits && RadixReader.TryReadHexadecimal(digits, out uint queue) ? queue : null;
}
