using System.Text;
using Vmon.Sources.Network;

namespace Vmon.Recording.Connections;

/// <summary>What a block has of a network namespace until it changes.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Reach">How its sockets were read.</param>
/// <param name="Interfaces">Names of the interfaces to which they are bound, by index.</param>
internal sealed record NamespaceFacts(NetworkNamespace Namespace, NamespaceReach Reach, IReadOnlyDictionary<int, string> Interfaces)
{
    private const int MostInterfaces = 64 * 1024;

    /// <summary>Whether they are those of another reading.</summary>
    internal bool AreOf(NamespaceSockets sockets) =>
        Namespace == sockets.Namespace && Reach == sockets.Reach && Interfaces.Count == sockets.Interfaces.Count
        && Interfaces.All(one => sockets.Interfaces.TryGetValue(one.Key, out string? name) && name == one.Value);

    // inode, name, own 1 | entered 2, process, protocols, unlisted, missing, number of interfaces, of each index and name
    internal void Write(ColumnWriter column)
    {
        column.Add(Namespace.Inode ?? 0);
        column.AddText(Encoding.UTF8.GetBytes(Namespace.Name ?? ""));
        column.Add((Namespace.IsOwn ? 1UL : 0) | (Reach.IsEntered ? 2UL : 0));
        column.Add((ulong)Namespace.Process);
        column.Add((ulong)Reach.Protocols);
        column.Add((ulong)Reach.Unlisted);
        column.Add((ulong)Reach.Missing);
        column.Add((ulong)Interfaces.Count);
        foreach ((int index, string name) in Interfaces)
        {
            column.Add((ulong)index);
            column.AddText(ProcText.Encode(name));
        }
    }

    /// <summary>The column is malformed if bytes are impossible.</summary>
    internal static NamespaceFacts Read(ColumnReader column)
    {
        ulong inode = column.Read();
        string name = Encoding.UTF8.GetString(column.ReadText());
        ulong flags = column.Read();
        int process = column.ReadIndex(int.MaxValue);
        NamespaceReach reach = new((SocketProtocols)column.Read(), (flags & 2) != 0, (SocketProtocols)column.Read(), (SocketProtocols)column.Read());
        Dictionary<int, string> interfaces = [];
        for (int left = column.ReadIndex(MostInterfaces); left > 0 && !column.IsMalformed; left--) interfaces[column.ReadIndex(int.MaxValue)] = ProcText.Decode(column.ReadText());
        NetworkNamespace one = new() { Inode = inode == 0 ? null : inode, Name = name.Length == 0 ? null : name, IsOwn = (flags & 1) != 0, Process = process };
        return new NamespaceFacts(one, reach, interfaces);
    }
}
