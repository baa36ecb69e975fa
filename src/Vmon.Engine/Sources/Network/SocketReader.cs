using System.Runtime.InteropServices;
using Vmon.Parsing.Network;

namespace Vmon.Sources.Network;

/// <summary>Reads the sockets of the network namespace of the thread from the kernel.</summary>
/// <param name="query">Which sockets are read.</param>
/// <param name="accepts">Which of them are kept. Null for all.</param>
internal sealed class SocketReader(SocketQuery query, Predicate<SocketReading>? accepts = null)
{
    private static readonly (SocketProtocols Name, byte Number)[] Numbers =
    [
        (SocketProtocols.Tcp, InternetDiagnostics.Tcp),
        (SocketProtocols.Udp, InternetDiagnostics.Udp),
        (SocketProtocols.UdpLite, InternetDiagnostics.UdpLite),
        (SocketProtocols.Raw, InternetDiagnostics.Raw),
    ];

    /// <summary>Adds the sockets to a list.</summary>
    /// <returns>The protocols that the kernel did not list: it refuses, or does not know them.</returns>
    internal SocketProtocols Read(List<SocketReading> sockets)
    {
        using DiagnosticSocket? socket = DiagnosticSocket.TryOpen();
        if (socket is null) return query.Protocols;
        SocketProtocols unread = query.Protocols & SocketProtocols.Icmp; // the kernel lists them only in /proc
        foreach ((SocketProtocols name, byte number) in Numbers)
        {
            if (!query.Protocols.HasFlag(name)) continue;
            int before = sockets.Count;
            if (TryRead(socket, InternetDiagnostics.V4, number, sockets) && TryRead(socket, InternetDiagnostics.V6, number, sockets)) continue;
            CollectionsMarshal.SetCount(sockets, before);
            unread |= name;
        }

        if (query.Protocols.HasFlag(SocketProtocols.Unix) && !TryReadUnix(socket, sockets)) unread |= SocketProtocols.Unix;
        return unread;
    }

    private bool TryRead(DiagnosticSocket socket, byte family, byte protocol, List<SocketReading> sockets) =>
        socket.TryRead(query.For(family, protocol), message => Add(InternetDiagnostics.Parse(message, protocol), sockets));

    private bool TryReadUnix(DiagnosticSocket socket, List<SocketReading> sockets)
    {
        int before = sockets.Count;
        bool isRead = socket.TryRead(query.For(UnixDiagnostics.Family, protocol: 0), message => Add(UnixDiagnostics.Parse(message), sockets));
        if (!isRead) CollectionsMarshal.SetCount(sockets, before);
        return isRead;
    }

    private void Add(SocketReading? reading, List<SocketReading> sockets)
    {
        if (reading is not null && accepts?.Invoke(reading) != false) sockets.Add(reading);
    }
}
