using System.Runtime.InteropServices;
using Vmon.Parsing.Network;

namespace Vmon.Sources.Network;

/// <summary>Reads the sockets of the network namespace of the thread from the kernel.</summary>
/// <param name="query">Which sockets are read.</param>
/// <param name="accepts">Which of them are kept. Null for all.</param>
internal sealed class SocketReader(SocketQuery query, Predicate<SocketReading>? accepts = null)
{
    private static readonly byte[] Each = [InternetDiagnostics.V4, InternetDiagnostics.V6];

    // The kernel walks its table of TCP sockets for each request, whatever is in it.
    private static readonly (SocketProtocols Name, byte Number, byte[] Families)[] Lists =
    [
        (SocketProtocols.Tcp, InternetDiagnostics.Tcp, [InternetDiagnostics.V4AndV6]),
        (SocketProtocols.Udp, InternetDiagnostics.Udp, Each),
        (SocketProtocols.UdpLite, InternetDiagnostics.UdpLite, Each),
        (SocketProtocols.Raw, InternetDiagnostics.Raw, Each),
        (SocketProtocols.Unix, 0, [UnixDiagnostics.Family]),
    ];

    /// <summary>Adds the sockets to a list.</summary>
    /// <returns>The protocols that the kernel did not list: it refuses, or does not know them.</returns>
    internal SocketProtocols Read(List<SocketReading> sockets)
    {
        using DiagnosticSocket? socket = DiagnosticSocket.TryOpen();
        if (socket is null) return query.Protocols;
        SocketProtocols unread = query.Protocols & SocketProtocols.Icmp; // the kernel lists them only in /proc
        foreach ((SocketProtocols name, byte number, byte[] families) in Lists)
        {
            if (!query.Protocols.HasFlag(name)) continue;
            int before = sockets.Count;
            if (Array.TrueForAll(families, family => socket.TryRead(query.For(family, number), message => Add(message, family, number, sockets)))) continue;
            CollectionsMarshal.SetCount(sockets, before);
            unread |= name;
        }

        return unread;
    }

    private void Add(ReadOnlyMemory<byte> message, byte family, byte protocol, List<SocketReading> sockets)
    {
        SocketReading? reading = family == UnixDiagnostics.Family ? UnixDiagnostics.Parse(message) : InternetDiagnostics.Parse(message, protocol);
        if (reading is not null && accepts?.Invoke(reading) != false) sockets.Add(reading);
    }
}
