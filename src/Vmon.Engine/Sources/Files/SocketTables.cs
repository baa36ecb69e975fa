using Vmon.Native;
using Vmon.Parsing;
using Vmon.Parsing.Files;
using Vmon.Parsing.Network;
using Vmon.ProcFs;
using Vmon.Sources.Network;

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
    private const SocketProtocols All = SocketProtocols.Internet | SocketProtocols.Unix;

    private static readonly SocketQuery Query = new() { Protocols = All, HeldOnly = true, HasDetails = false };

    private readonly Dictionary<ulong, SocketInfo> _sockets = [];

    private delegate SocketInfo? Parser(ReadOnlySpan<byte> line);

    /// <summary>Queries the kernel, and reads net/ of a process in the namespace, without tables that the kernel does not have.</summary>
    internal SocketTable(ref ProcDirectory process, ReadBuffer buffer, bool? isBigEndian, bool hasDiagnostics)
    {
        List<SocketReading> readings = [];
        SocketProtocols unread = hasDiagnostics ? new SocketReader(Query).Read(readings) : All;
        _ = SocketTexts.Read(ref process, unread, isBigEndian, buffer, readings);

        // A path in net/unix can look like the line of another socket, so it does not replace another protocol.
        foreach (SocketReading reading in readings)
            if (reading.ToInfo() is { } socket) _ = _sockets.TryAdd(socket.Inode, socket);
        Read("net/netlink\0"u8, LinkSockets.ParseNetlink, ref process, buffer);
        Read("net/packet\0"u8, LinkSockets.ParsePacket, ref process, buffer);
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
                if (parse(line) is SocketInfo socket) _sockets[socket.Inode] = socket;
        }

        _ = Libc.Close(file);
    }
}
