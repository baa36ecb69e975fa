using Vmon.Parsing.Network;
using Vmon.Sources.Network;

namespace Vmon;

/// <summary>The sockets of all visible network namespaces, as the kernel listed them at one time, or as a recorder did.</summary>
public sealed class ConnectionReading
{
    internal ConnectionReading(IReadOnlyList<NamespaceSockets> namespaces) => Namespaces = namespaces;

    /// <summary>Number of sockets.</summary>
    public int Count => Namespaces.Sum(static one => one.Sockets.Count);

    /// <summary>Number of network namespaces that were found. 0 if none can be read: of a recording without sockets, and of a captured tree without network tables.</summary>
    public int NamespaceCount => Namespaces.Count;

    /// <summary>
    /// Number of network namespaces whose sockets have only what /proc/PID/net tells, because this process may not enter them: no bytes, round-trip time and memory.
    /// </summary>
    public int TableNamespaceCount => Namespaces.Count(static one => one.Access == NamespaceAccess.Tables && !one.Namespace.IsOwn);

    /// <summary>Number of network namespaces whose sockets could not be read.</summary>
    public int UnreadNamespaceCount => Namespaces.Count(static one => one.Access == NamespaceAccess.None);

    /// <summary>Number of sockets of any kind that a recorder left out, because there were more than 65,536.</summary>
    public int LeftOutCount => Namespaces.Sum(static one => one.LeftOut);

    internal IReadOnlyList<NamespaceSockets> Namespaces { get; }

    /// <summary>The sockets of a namespace by the number that the kernel gives to no other.</summary>
    internal Dictionary<ulong, SocketReading> ByCookie(NetworkNamespace of, out long time)
    {
        time = 0;
        Dictionary<ulong, SocketReading> sockets = [];
        if (Namespaces.FirstOrDefault(one => one.Namespace.Inode == of.Inode && one.Access == NamespaceAccess.Full) is not { } same) return sockets;
        time = same.Time;
        foreach (SocketReading socket in same.Sockets)
            if (socket.Cookie is ulong cookie) sockets[cookie] = socket;
        return sockets;
    }
}
