using Vmon.Native;
using Vmon.Parsing;
using Vmon.Parsing.Files;
using Vmon.ProcFs;

namespace Vmon.Sources.Files;

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
