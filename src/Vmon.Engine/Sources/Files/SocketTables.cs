using Vmon.Native;
using Vmon.Parsing;
using Vmon.Parsing.Files;
using Vmon.ProcFs;

namespace Vmon.Sources.Files;

/// <summary>The socket tables of the network namespaces encountered, each read once.</summary>
internal sealed unsafe class SocketTables(SamplingContext context)
{
    private readonly Dictionary<string, SocketTable> _byNamespace = [];
    private readonly string? _own = OwnNamespace(context);

    /// <summary>That of the process's own namespace.</summary>
    internal SocketTable Of(ref ProcDirectory process)
    {
        string name = process.ReadLink("ns/net\0"u8, context.Buffer, out int length) == ReadStatus.Ok
            ? ProcText.Decode(context.Buffer.First(length))
            : "";
        if (_byNamespace.TryGetValue(name, out SocketTable? table)) return table;
        return _byNamespace[name] = new SocketTable(ref process, context.Buffer, context.Host.Machine.IsBigEndian, hasDiagnostics: name == _own);
    }

    /// <summary>Kernel name of the protocol of a socket that no table lists, such as "TCP". Null if unknown.</summary>
    internal static string? ProtocolName(int fd, int descriptor)
    {
        Span<byte> value = stackalloc byte[64];
        byte[] path = ProcText.Encode($"/proc/self/fd/{fd}/{descriptor}\0");
        nint length;
        fixed (byte* pathBytes = path, name = "system.sockprotoname\0"u8, bytes = value)
            length = Libc.GetXAttr(pathBytes, name, bytes, value.Length);
        return length > 0 ? ProcText.Decode(value[..(int)length].TrimEnd((byte)0)) : null;
    }

    // "self" exists only in a /proc that shows this process.
    private static string? OwnNamespace(SamplingContext context)
    {
        if (!context.Root.IsLive || context.Root.Open("self/ns\0"u8, isDirectory: true, out int directory) != ReadStatus.Ok) return null;
        ReadStatus status = DescriptorLink.Read(directory, "net\0"u8, context.Buffer, out int length);
        _ = Libc.Close(directory);
        return status == ReadStatus.Ok ? ProcText.Decode(context.Buffer.First(length)) : null;
    }
}

/// <summary>The sockets of one network namespace, by inode.</summary>
internal sealed class SocketTable
{
    private const string Unix = "unix";

    private readonly Dictionary<ulong, SocketInfo> _sockets = [];

    private delegate SocketInfo? Parser(ReadOnlySpan<byte> line);

    /// <summary>Reads net/ of a process in the namespace, without tables that the kernel does not have.</summary>
    internal SocketTable(ref ProcDirectory process, ReadBuffer buffer, bool? isBigEndian, bool hasDiagnostics)
    {
        Read("net/tcp\0"u8, line => InternetSockets.Parse(line, "tcp", isBigEndian), ref process, buffer);
        Read("net/tcp6\0"u8, line => InternetSockets.Parse(line, "tcp", isBigEndian), ref process, buffer);
        Read("net/udp\0"u8, line => InternetSockets.Parse(line, "udp", isBigEndian), ref process, buffer);
        Read("net/udp6\0"u8, line => InternetSockets.Parse(line, "udp", isBigEndian), ref process, buffer);
        Read("net/udplite\0"u8, line => InternetSockets.Parse(line, "udplite", isBigEndian), ref process, buffer);
        Read("net/udplite6\0"u8, line => InternetSockets.Parse(line, "udplite", isBigEndian), ref process, buffer);
        Read("net/raw\0"u8, line => InternetSockets.Parse(line, "raw", isBigEndian), ref process, buffer);
        Read("net/raw6\0"u8, line => InternetSockets.Parse(line, "raw", isBigEndian), ref process, buffer);
        Read("net/icmp\0"u8, line => InternetSockets.Parse(line, "icmp", isBigEndian), ref process, buffer);
        Read("net/icmp6\0"u8, line => InternetSockets.Parse(line, "icmp", isBigEndian), ref process, buffer);
        Read("net/netlink\0"u8, LinkSockets.ParseNetlink, ref process, buffer);
        Read("net/packet\0"u8, LinkSockets.ParsePacket, ref process, buffer);

        // A newline in a path splits a line of net/unix.
        if (hasDiagnostics && SocketDiagnostics.ReadUnix(buffer) is { } exact)
            foreach ((ulong inode, SocketInfo socket) in exact) _sockets[inode] = socket;
        else
            Read("net/unix\0"u8, UnixSockets.Parse, ref process, buffer);
    }

    /// <summary>Null for one that no table lists.</summary>
    internal SocketInfo? Find(ulong inode) =>
        _sockets.GetValueOrDefault(inode) is { PeerInode: ulong peer } socket
            ? socket with { RemoteAddress = _sockets.GetValueOrDefault(peer)?.LocalAddress }
            : _sockets.GetValueOrDefault(inode);

    private void Read(ReadOnlySpan<byte> name, Parser parse, ref ProcDirectory process, ReadBuffer buffer)
    {
        if (process.Open(name, isDirectory: false, out int file) != ReadStatus.Ok) return;
        LineChunks chunks = new(file, buffer);
        while (chunks.Next(out ReadOnlySpan<byte> chunk))
        {
            EndedLines lines = new(chunk);
            while (lines.Next(out ReadOnlySpan<byte> line))
                if (parse(line) is SocketInfo socket) Add(socket);
        }

        _ = Libc.Close(file);
    }

    // The path of a unix socket may contain a newline followed by text that looks like the line of another socket. The kernel lists none twice:
    // such a line does not replace another protocol, and two lines for one inode make it unknown.
    private void Add(SocketInfo socket)
    {
        if (socket.Protocol != Unix || !_sockets.TryGetValue(socket.Inode, out SocketInfo? known)) _sockets[socket.Inode] = socket;
        else if (known.Protocol == Unix && known != socket) _sockets[socket.Inode] = new SocketInfo { Protocol = Unix, Inode = socket.Inode };
    }
}

/// <summary>Queries the kernel for the unix sockets of the current network namespace.</summary>
internal static unsafe class SocketDiagnostics
{
    private const int Patience = 1000;

    /// <summary>Null if the kernel denies the query, does not support it, or does not complete it.</summary>
    internal static Dictionary<ulong, SocketInfo>? ReadUnix(ReadBuffer buffer)
    {
        int socket = Libc.Socket(Libc.AddressFamilyNetlink, Libc.SocketRaw | Libc.SocketCloseOnExec, Libc.NetlinkSockDiag);
        if (socket < 0) return null;
        Dictionary<ulong, SocketInfo> sockets = [];
        bool isWhole = false;
        fixed (byte* request = UnixDiagnostics.Request)
        {
            nint sent = Libc.Send(socket, request, UnixDiagnostics.Request.Length, 0);
            while (sent > 0 && Receive(socket, buffer, out int length) && UnixDiagnostics.Read(buffer.First(length), sockets, out isWhole))
            {
            }
        }

        _ = Libc.Close(socket);
        return isWhole ? sockets : null;
    }

    private static bool Receive(int socket, ReadBuffer buffer, out int length)
    {
        PollDescriptor poll = new() { Descriptor = socket, Events = Libc.PollIn };
        length = 0;
        while (Libc.Poll(&poll, 1, Patience) is var ready && ready != 1)
            if (ready == 0 || ReadStatuses.LastErrno != Errno.EINTR) return false;
        length = (int)Libc.Receive(socket, buffer.Pointer, buffer.Capacity, 0);
        return length > 0;
    }
}
