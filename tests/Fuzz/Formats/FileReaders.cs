using System.Globalization;
using Vmon.Parsing;
using Vmon.Parsing.Files;
using Vmon.Parsing.Network;

namespace Vmon.Fuzz.Formats;

/// <summary>Parsers of descriptors and sockets.</summary>
internal static class FileReaders
{
    internal static IEnumerable<ParsedField> FileInfo(byte[] bytes)
    {
        FileInfoText info = FileInfoText.Parse(bytes);
        yield return new("pos", info.Position?.ToString(CultureInfo.InvariantCulture), ParsedKind.Signed);
        yield return new("flags", info.Flags is long flags ? Convert.ToString(flags, 8) : null);
        yield return new("mnt_id", info.MountId?.ToString(CultureInfo.InvariantCulture));
        foreach ((string name, List<string> values) in info.Lines)
            foreach (string value in values)
                yield return new(name, value, ParsedKind.Text);
    }

    internal static IEnumerable<ParsedField> Link(byte[] bytes)
    {
        LinkTarget target = LinkTarget.Parse(bytes);
        return
        [
            new("type", target.Type is FileType.Other or FileType.Unknown ? null : target.Type.ToString(), ParsedKind.Derived), new("inode", target.Inode?.ToString(CultureInfo.InvariantCulture)),
            new("path", ProcText.Decode(target.Path), ParsedKind.Text), new("deleted", target.SaysDeleted.ToString(), ParsedKind.Derived),
        ];
    }

    internal static IEnumerable<ParsedField> Internet(byte[] bytes) => Sockets(bytes, static line => InternetSockets.Parse(line, "tcp", isBigEndian: false)?.ToInfo());

    internal static IEnumerable<ParsedField> Unix(byte[] bytes) => Sockets(bytes, static line => UnixSockets.Parse(line)?.ToInfo());

    internal static IEnumerable<ParsedField> Netlink(byte[] bytes) => Sockets(bytes, LinkSockets.ParseNetlink);

    internal static IEnumerable<ParsedField> Packet(byte[] bytes) => Sockets(bytes, LinkSockets.ParsePacket);

    internal static IEnumerable<ParsedField> Diagnostics(byte[] bytes)
    {
        List<ParsedField> fields = [];
        NetlinkMessages messages = new(bytes);
        while (messages.TryNext(out _, out ReadOnlyMemory<byte> message))
        {
            if ((UnixDiagnostics.Parse(message) ?? InternetDiagnostics.Parse(message, InternetDiagnostics.Tcp)) is not { } socket) continue;
            if (socket.ReceiveQueue < 0 || socket.LocalPort is < 0 or > 0xffff || socket.Details?.Tcp?.BytesSent < 0) throw new WrongValueException("A socket has an impossible number.");
            fields.Add(new($"{socket.Inode}", $"{socket.ToInfo()} {socket.PeerInode} {socket.User} {socket.Details?.Tcp?.RoundTripTime} {socket.Details?.Tcp?.BytesReceived}", ParsedKind.Derived));
        }

        return fields;
    }

    private static List<ParsedField> Sockets(byte[] bytes, SocketParser parse)
    {
        List<ParsedField> fields = [];
        EndedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            if (parse(line) is not SocketInfo socket) continue;
            string name = socket.Inode.ToString(CultureInfo.InvariantCulture);
            fields.Add(new(name, name));
            fields.Add(new(name + " what", $"{socket.Protocol} {socket.State}", ParsedKind.Derived));
            fields.Add(new(name + " type", socket.Type?.ToString(), ParsedKind.Derived));
            fields.Add(new(name + " receive", socket.ReceiveQueue?.ToString(CultureInfo.InvariantCulture), ParsedKind.Derived));
            fields.Add(new(name + " send", socket.SendQueue?.ToString(CultureInfo.InvariantCulture), ParsedKind.Derived));
            fields.Add(new(name + " local port", socket.LocalPort?.ToString(CultureInfo.InvariantCulture), ParsedKind.Derived));
            fields.Add(new(name + " remote port", socket.RemotePort?.ToString(CultureInfo.InvariantCulture), ParsedKind.Derived));
            fields.Add(new(name + " local", socket.LocalAddress, socket.Protocol == "unix" ? ParsedKind.Text : ParsedKind.Derived));
            fields.Add(new(name + " remote", socket.RemoteAddress, ParsedKind.Derived));
        }

        return fields;
    }

    private delegate SocketInfo? SocketParser(ReadOnlySpan<byte> line);
}
