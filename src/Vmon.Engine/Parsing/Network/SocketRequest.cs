using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Vmon.Parsing.Network;

/// <summary>A request to list the sockets of a family and protocol in the current network namespace (NETLINK_SOCK_DIAG).</summary>
internal readonly record struct SocketRequest
{
    /// <summary>Largest length of a request, in bytes.</summary>
    internal const int Longest = NetlinkMessages.HeaderLength + InternetLength;

    /// <summary>Type of a request and of the messages that answer it (SOCK_DIAG_BY_FAMILY).</summary>
    internal const ushort ByFamily = 20;

    private const int InternetLength = 56;
    private const int UnixLength = 24;
    private const ushort Dump = 0x301; // NLM_F_REQUEST | NLM_F_DUMP

    // Bits of idiag_ext, one less than the number of the attribute: tcp_info, name of the congestion control, memory.
    private const byte DetailsOfInternet = (1 << (InternetDetails.InfoNumber - 1)) | (1 << (InternetDetails.CongestionControlNumber - 1)) | (1 << (InternetDetails.MemoryNumber - 1));

    // UDIAG_SHOW_NAME, VFS, PEER, RQLEN, MEMINFO, UID
    private const uint DetailsOfUnix = 0x01 | 0x02 | 0x04 | 0x10 | 0x20 | 0x40;

    /// <summary>AF_INET, AF_INET6 or AF_UNIX.</summary>
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

    /// <summary>Writes the request, and returns its length.</summary>
    // header | inet_diag_req_v2: family 1, protocol 1, attributes 1, pad 1, states 4, ports 2 × 2 big-endian, addresses 2 × 16, interface 4, cookie 8
    // header | unix_diag_req: family 1, protocol 1, pad 2, states 4, inode 4, attributes 4, cookie 8
    internal int Write(Span<byte> request)
    {
        bool isUnix = Family == UnixDiagnostics.Family;
        int length = NetlinkMessages.HeaderLength + (isUnix ? UnixLength : InternetLength);
        request[..length].Clear();
        MemoryMarshal.Write(request, length);
        MemoryMarshal.Write(request[4..], ByFamily);
        MemoryMarshal.Write(request[6..], Dump);
        Span<byte> body = request[NetlinkMessages.HeaderLength..length];
        body[0] = Family;
        body[1] = Protocol;
        MemoryMarshal.Write(body[4..], States);
        if (isUnix)
        {
            MemoryMarshal.Write(body[12..], HasDetails ? DetailsOfUnix : 0x01 | 0x04 | 0x10);
            return length;
        }

        body[2] = HasDetails ? DetailsOfInternet : (byte)0;
        BinaryPrimitives.WriteUInt16BigEndian(body[8..], LocalPort);
        BinaryPrimitives.WriteUInt16BigEndian(body[10..], RemotePort);
        return length;
    }
}
