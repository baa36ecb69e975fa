using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Vmon.Parsing.Network;

/// <summary>A request to list the sockets of a family and protocol in the current network namespace (NETLINK_SOCK_DIAG).</summary>
internal readonly record struct SocketRequest
{
    /// <summary>Largest length of a request, in bytes.</summary>
    internal const int Longest = NetlinkMessages.HeaderLength + TcpLength;

    private const ushort ByFamily = 20; // SOCK_DIAG_BY_FAMILY
    private const ushort OfTcp = 18; // TCPDIAG_GETSOCK
    private const int InternetLength = 56;
    private const int TcpLength = 60;
    private const int UnixLength = 24;
    private const ushort Dump = 0x301; // NLM_F_REQUEST | NLM_F_DUMP

    // Bits of idiag_ext, one less than the number of the attribute: tcp_info, name of the congestion control, memory.
    private const byte DetailsOfInternet = (1 << (InternetDetails.InfoNumber - 1)) | (1 << (InternetDetails.CongestionControlNumber - 1)) | (1 << (InternetDetails.MemoryNumber - 1));

    // UDIAG_SHOW_NAME, VFS, PEER, RQLEN, MEMINFO, UID
    private const uint DetailsOfUnix = 0x01 | 0x02 | 0x04 | 0x10 | 0x20 | 0x40;

    /// <summary>AF_INET, AF_INET6 or AF_UNIX. 0 for TCP sockets of IPv4 and IPv6, which the kernel has in one table.</summary>
    internal required byte Family { get; init; }

    /// <summary>IPPROTO_TCP or another. 0 for unix.</summary>
    internal byte Protocol { get; init; }

    /// <summary>Bit for each state of the kernel (TCPF_…).</summary>
    internal uint States { get; init; }

    /// <summary>Local port to select. 0 for any.</summary>
    internal ushort LocalPort { get; init; }

    /// <summary>Remote port to select. 0 for any.</summary>
    internal ushort RemotePort { get; init; }

    /// <summary>Whether more is asked for than addresses, state, queues, user and inode.</summary>
    internal bool HasDetails { get; init; }

    /// <summary>Type of the request, and of the messages that answer it.</summary>
    internal ushort Type => Family == InternetDiagnostics.V4AndV6 ? OfTcp : ByFamily;

    /// <summary>Writes the request, and returns its length.</summary>
    // header | inet_diag_req_v2: family 1, protocol 1, attributes 1, pad 1, states 4, ports 2 × 2 big-endian, addresses 2 × 16, interface 4, cookie 8
    // header | inet_diag_req: family 1, lengths of addresses 2 × 1, attributes 1, ports 2 × 2 big-endian, addresses 2 × 16, interface 4, cookie 8, states 4, reserved 4
    // header | unix_diag_req: family 1, protocol 1, pad 2, states 4, inode 4, attributes 4, cookie 8
    internal int Write(Span<byte> request)
    {
        int length = NetlinkMessages.HeaderLength + Family switch { UnixDiagnostics.Family => UnixLength, InternetDiagnostics.V4AndV6 => TcpLength, _ => InternetLength };
        request[..length].Clear();
        MemoryMarshal.Write(request, length);
        MemoryMarshal.Write(request[4..], Type);
        MemoryMarshal.Write(request[6..], Dump);
        Span<byte> body = request[NetlinkMessages.HeaderLength..length];
        body[0] = Family;
        switch (Family)
        {
            case UnixDiagnostics.Family:
                MemoryMarshal.Write(body[4..], States);
                MemoryMarshal.Write(body[12..], HasDetails ? DetailsOfUnix : 0x01 | 0x04 | 0x10);
                break;
            case InternetDiagnostics.V4AndV6:
                body[3] = Details;
                WritePorts(body[4..]);
                MemoryMarshal.Write(body[52..], States);
                break;
            default:
                body[1] = Protocol;
                body[2] = Details;
                MemoryMarshal.Write(body[4..], States);
                WritePorts(body[8..]);
                break;
        }

        return length;
    }

    private byte Details => HasDetails ? DetailsOfInternet : (byte)0;

    private void WritePorts(Span<byte> ports)
    {
        BinaryPrimitives.WriteUInt16BigEndian(ports, LocalPort);
        BinaryPrimitives.WriteUInt16BigEndian(ports[2..], RemotePort);
    }
}
