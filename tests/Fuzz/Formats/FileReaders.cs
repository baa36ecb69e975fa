using System.Globalization;
using Vmon.Parsing;
using Vmon.Parsing.Files;

namespace Vmon.Fuzz.Formats;

/// <summary>Descriptors and sockets.</summary>
internal static class FileReaders
{
    internal static IEnumerable<Told> FileInfo(byte[] bytes)
    {
        FileInfoText info = FileInfoText.Parse(bytes);
        yield return new("pos", info.Position?.ToString(CultureInfo.InvariantCulture), ToldKind.Signed);
        yield return new("flags", info.Flags is long flags ? Convert.ToString(flags, 8) : null);
        yield return new("mnt_id", info.MountId?.ToString(CultureInfo.InvariantCulture));
        foreach ((string name, List<string> values) in info.Lines)
            foreach (string value in values)
                yield return new(name, value, ToldKind.Text);
    }

    internal static IEnumerable<Told> Link(byte[] bytes)
    {
        LinkTarget target = LinkTarget.Parse(bytes);
        return
        [
            new("type", target.Type is FileType.Other or FileType.Unknown ? null : target.Type.ToString(), ToldKind.Derived), new("inode", target.Inode?.ToString(CultureInfo.InvariantCulture)),
            new("path", ProcText.Decode(target.Path), ToldKind.Text), new("deleted", target.SaysDeleted.ToString(), ToldKind.Derived),
        ];
    }

    internal static IEnumerable<Told> Internet(byte[] bytes) => Sockets(bytes, static line => InternetSockets.Parse(line, "tcp", isBigEndian: false));

    internal static IEnumerable<Told> Unix(byte[] bytes) => Sockets(bytes, UnixSockets.Parse);

    internal static IEnumerable<Told> Netlink(byte[] bytes) => Sockets(bytes, LinkSockets.ParseNetlink);

    internal static IEnumerable<Told> Packet(byte[] bytes) => Sockets(bytes, LinkSockets.ParsePacket);

    internal static IEnumerable<Told> UnixByDiagnostics(byte[] bytes)
    {
        Dictionary<ulong, SocketInfo> sockets = [];
        _ = UnixDiagnostics.Read(bytes, sockets, out _);
        return sockets.Values.Select(socket => new Told($"{socket.Inode}", $"{socket} {socket.PeerInode} {socket.ReceiveQueue} {socket.SendQueue}", ToldKind.Derived));
    }

    private static List<Told> Sockets(byte[] bytes, SocketParser parse)
    {
        List<Told> told = [];
        EndedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            if (parse(line) is not SocketInfo socket) continue;
            string name = socket.Inode.ToString(CultureInfo.InvariantCulture);
            told.Add(new(name, name));
            told.Add(new(name + " what", $"{socket.Protocol} {socket.State}", ToldKind.Derived));
            told.Add(new(name + " type", socket.Type?.ToString(), ToldKind.Derived));
            told.Add(new(name + " receive", socket.ReceiveQueue?.ToString(CultureInfo.InvariantCulture), ToldKind.Derived));
            told.Add(new(name + " send", socket.SendQueue?.ToString(CultureInfo.InvariantCulture), ToldKind.Derived));
            told.Add(new(name + " local port", socket.LocalPort?.ToString(CultureInfo.InvariantCulture), ToldKind.Derived));
            told.Add(new(name + " remote port", socket.RemotePort?.ToString(CultureInfo.InvariantCulture), ToldKind.Derived));
            told.Add(new(name + " local", socket.LocalAddress, socket.Protocol == "unix" ? ToldKind.Text : ToldKind.Derived));
            told.Add(new(name + " remote", socket.RemoteAddress, ToldKind.Derived));
        }

        return told;
    }

    private delegate SocketInfo? SocketParser(ReadOnlySpan<byte> line);
}
