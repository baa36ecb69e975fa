using Vmon.Native;
using Vmon.Parsing;
using Vmon.Parsing.Files;
using Vmon.Parsing.Network;
using Vmon.ProcFs;

namespace Vmon.Sources.Network;

/// <summary>The socket tables in /proc/PID/net, of the network namespace of a process: for a captured tree, and for what the kernel does not list otherwise.</summary>
internal static class SocketTexts
{
    private delegate SocketReading? Parser(ReadOnlySpan<byte> line);

    /// <summary>Adds the sockets of protocols to a list.</summary>
    /// <returns>The protocols of which no table could be read.</returns>
    internal static SocketProtocols Read(ref ProcDirectory process, SocketProtocols protocols, bool? isBigEndian, ReadBuffer buffer, List<SocketReading> sockets)
    {
        SocketProtocols unread = SocketProtocols.None;
        ReadBoth(SocketProtocols.Tcp, "net/tcp\0"u8, "net/tcp6\0"u8, ref process);
        ReadBoth(SocketProtocols.Udp, "net/udp\0"u8, "net/udp6\0"u8, ref process);
        ReadBoth(SocketProtocols.UdpLite, "net/udplite\0"u8, "net/udplite6\0"u8, ref process);
        ReadBoth(SocketProtocols.Raw, "net/raw\0"u8, "net/raw6\0"u8, ref process);
        ReadBoth(SocketProtocols.Icmp, "net/icmp\0"u8, "net/icmp6\0"u8, ref process);
        if (protocols.HasFlag(SocketProtocols.Unix) && !TryReadUnix(ref process, buffer, sockets)) unread |= SocketProtocols.Unix;
        return unread;

        void ReadBoth(SocketProtocols protocol, ReadOnlySpan<byte> four, ReadOnlySpan<byte> six, ref ProcDirectory process)
        {
            if (!protocols.HasFlag(protocol)) return;
            string name = protocol.ToString().ToLowerInvariant();
            SocketReading? Parse(ReadOnlySpan<byte> line) => InternetSockets.Parse(line, name, isBigEndian);
            bool isRead = TryRead(four, Parse, ref process, buffer, sockets);
            if (!TryRead(six, Parse, ref process, buffer, sockets) && !isRead) unread |= protocol;
        }
    }

    // The path of a unix socket may contain a newline followed by text that looks like the line of another socket. The kernel lists none twice: two different lines for one inode
    // make it unknown.
    private static bool TryReadUnix(ref ProcDirectory process, ReadBuffer buffer, List<SocketReading> sockets)
    {
        List<SocketReading> lines = [];
        bool isRead = TryRead("net/unix\0"u8, UnixSockets.Parse, ref process, buffer, lines);
        foreach (IGrouping<ulong?, SocketReading> same in lines.GroupBy(static line => line.Inode))
            sockets.Add(same.Distinct().Count() == 1 ? same.First() : new SocketReading { Protocol = "unix", Inode = same.Key });
        return isRead;
    }

    private static bool TryRead(ReadOnlySpan<byte> name, Parser parse, ref ProcDirectory process, ReadBuffer buffer, List<SocketReading> sockets)
    {
        if (process.Open(name, isDirectory: false, out int file) != ReadStatus.Ok) return false;
        LineChunks chunks = new(file, buffer);
        while (chunks.Next(out ReadOnlySpan<byte> chunk))
        {
            EndedLines lines = new(chunk);
            while (lines.Next(out ReadOnlySpan<byte> line))
                if (parse(line) is { } socket) sockets.Add(socket);
        }

        _ = Libc.Close(file);
        return true;
    }
}
