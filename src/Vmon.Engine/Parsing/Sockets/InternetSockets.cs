using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Vmon.Parsing;

/// <summary>The lines of /proc/PID/net/tcp, tcp6, udp, udp6, udplite, raw, icmp and their sixes, which are of one form.</summary>
internal static class InternetSockets
{
    private const int WordDigits = 8;
    private const int LeastPointerDigits = 8;
    private const int MostPort = 0xffff;

    // sl: local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode ...
    //  0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 46665 1 00000000a02a90b1 ...
    //  1: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A ...
    /// <summary>Null for the heading, for a line of another form, and for a socket that no file has (inode 0).</summary>
    internal static SocketInfo? Parse(ReadOnlySpan<byte> line, string protocol)
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
        if (references.Length >= LeastPointerDigits || pointer.Length < LeastPointerDigits) return null; // a field is missing before them
        if (!TryParse(local, out IPAddress? localAddress, out int localPort)) return null;
        if (!TryParse(remote, out IPAddress? remoteAddress, out int remotePort)) return null;
        if (state.Length != 2 || !TryHex(state, out uint stateNumber) || queues.Length != 17 || queues[8] != ':' || !TryHex(queues[..8], out uint send) || !TryHex(queues[9..], out uint receive))
            return null;

        bool isTcp = protocol == "tcp";
        bool hasPeer = remotePort != 0 || !IsAny(remoteAddress);
        SocketState named = isTcp ? Tcp(stateNumber) : hasPeer ? SocketState.Established : SocketState.Unconnected;
        bool hasPort = protocol is not "raw";
        return new SocketInfo
        {
            Protocol = protocol,
            Type = isTcp ? SocketType.Stream : protocol == "raw" ? SocketType.Raw : SocketType.Dgram,
            State = named,
            LocalAddress = localAddress.ToString(),
            LocalPort = hasPort ? localPort : null,
            RemoteAddress = hasPeer ? remoteAddress.ToString() : null,
            RemotePort = hasPeer && hasPort ? remotePort : null,
            SendQueue = named == SocketState.Listen ? null : send,
            ReceiveQueue = receive,
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
    private static bool TryParse(ReadOnlySpan<byte> text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPAddress? address, out int port)
    {
        address = null;
        port = 0;
        int colon = text.IndexOf((byte)':');
        if (colon is not (WordDigits or 4 * WordDigits) || !TryHex(text[(colon + 1)..], out uint number) || number > MostPort) return false;

        Span<byte> bytes = stackalloc byte[16];
        for (int word = 0; word < colon / WordDigits; word++)
        {
            if (!TryHex(text.Slice(word * WordDigits, WordDigits), out uint value)) return false;
            MemoryMarshal.Write(bytes[(word * 4)..], value);
        }

        address = new IPAddress(bytes[..(colon / 2)]);
        port = (int)number;
        return true;
    }

    private static bool TryHex(ReadOnlySpan<byte> digits, out uint value) =>
        Utf8Parser.TryParse(digits, out value, out int used, 'X') && used == digits.Length;
}
