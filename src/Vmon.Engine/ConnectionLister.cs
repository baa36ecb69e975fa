using Vmon.Model;
using Vmon.Parsing.Network;
using Vmon.Sources.Network;

namespace Vmon;

/// <summary>Creates objects for the sockets of a reading, with the processes of a sample that hold them.</summary>
internal sealed class ConnectionLister(ProcessTable table, Func<ProcessNode, ProcessSample> show)
{
    // Digits of a container's identifier that its runtime shows.
    private const int ShortContainerId = 12;

    private readonly SocketHolders _holders = new(table, show);
    private readonly Dictionary<ulong, SocketReading> _unix = [];

    /// <summary>The sockets, by protocol and port.</summary>
    /// <param name="reading">The sockets.</param>
    /// <param name="earlier">The sockets at the beginning of an interval. Null for none.</param>
    /// <param name="narrower">Selects sockets that one of these processes holds. Null for all.</param>
    internal IEnumerable<Connection> Connections(ConnectionReading reading, ConnectionReading? earlier, ProcessSelection? narrower)
    {
        HashSet<ProcessNode>? chosen = narrower is null ? null : SelectionSet.Taken(narrower, table.Top);
        foreach (NamespaceSockets sockets in reading.Namespaces)
            foreach (SocketReading socket in sockets.Sockets)
                if (socket is { Inode: ulong inode, Protocol: "unix" }) _unix[inode] = socket;
        List<SocketContext> contexts = [.. reading.Namespaces.Select(sockets => ContextOf(sockets, earlier))];
        foreach ((SocketReading socket, SocketContext context) in Sorted(contexts))
        {
            if (chosen is null || _holders.IsHeldBy(chosen, socket.Inode)) yield return Make(socket, context);
        }
    }

    private Connection Make(SocketReading socket, SocketContext context) =>
        new(socket, context, socket.Cookie is ulong cookie ? context.Earlier?.GetValueOrDefault(cookie) : null)
        {
            Holders = _holders.Of(socket.Inode),
            AreOwnersComplete = table.ArePipesComplete || socket.Inode is null,
            PeerHolders = _holders.Of(socket.PeerInode),
            PeerPath = socket.PeerInode is ulong peer ? _unix.GetValueOrDefault(peer)?.Name : null,
        };

    private SocketContext ContextOf(NamespaceSockets sockets, ConnectionReading? earlier)
    {
        long before = 0;
        Dictionary<ulong, SocketReading>? known = earlier?.ByCookie(sockets.Namespace, out before);
        bool isKnown = before != 0 && sockets.Access == NamespaceAccess.Full;
        return new SocketContext
        {
            Sockets = sockets,
            Namespace = NameOf(sockets.Namespace),
            Earlier = isKnown ? known : null,
            Interval = isKnown ? table.Feed.Host.Clock.Time.GetElapsedTime(before, sockets.Time) : null,
            Users = table.Feed.Host.Users,
            Timestamp = table.Feed.Host.Machine.ToLocal(table.Feed.State.Time.At(sockets.Time)),
        };
    }

    // The name of ip netns, or of the container.
    private string? NameOf(NetworkNamespace one)
    {
        if (one.Name is not null || one.IsOwn || table.Nodes.FirstOrDefault(node => node.Id == one.Process && !node.IsThread) is not { } process) return one.Name ?? one.Link;
        ProcessSample shown = _holders.Show(process);
        return shown.ContainerName ?? (shown.ContainerId is { Length: > ShortContainerId } id ? id[..ShortContainerId] : shown.ContainerId) ?? one.Link;
    }

    // By protocol, local port, remote port and namespace, as one number: comparing objects would take longer than to read them.
    private static (SocketReading Socket, SocketContext Context)[] Sorted(List<SocketContext> contexts)
    {
        int count = contexts.Sum(static context => context.Sockets.Sockets.Count);
        (SocketReading Socket, SocketContext Context)[] sockets = new (SocketReading, SocketContext)[count];
        ulong[] keys = new ulong[count];
        int next = 0;
        for (int space = 0; space < contexts.Count; space++)
        {
            foreach (SocketReading socket in contexts[space].Sockets.Sockets)
            {
                keys[next] = KeyOf(socket, space);
                sockets[next++] = (socket, contexts[space]);
            }
        }

        Array.Sort(keys, sockets);
        return sockets;
    }

    private static ulong KeyOf(SocketReading socket, int space)
    {
        ulong protocol = socket.Protocol switch { "tcp" => 0, "udp" => 1, "udplite" => 2, "icmp" => 3, "raw" => 4, _ => 5 };
        ulong inode = (socket.Inode ?? socket.Cookie ?? 0) & 0xff_ffff;
        return (protocol << 61) | ((ulong)(socket.LocalPort ?? 0) << 45) | ((ulong)(socket.RemotePort ?? 0) << 29) | ((ulong)Math.Min(space, 31) << 24) | inode;
    }
}
