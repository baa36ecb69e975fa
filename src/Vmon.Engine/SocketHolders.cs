using Vmon.Model;
using Vmon.ProcFs;
using Vmon.Sources.Files;

namespace Vmon;

/// <summary>The processes of a sample that hold each socket: the first ones, and their number.</summary>
internal sealed class SocketHolders
{
    // Any user can hold a million descriptors, and each peer would list all of them.
    private const int MostListed = 64;

    private readonly Dictionary<ulong, (List<DescriptorHolder> First, int Count)> _holders = [];

    internal SocketHolders(ProcessTable table)
    {
        foreach (ProcessNode node in table.Nodes)
        {
            if (node.Phase is NodePhase.Unseen or NodePhase.Exited || node.Records.Details is not { Files.Status: ReadStatus.Ok } details) continue;
            foreach (ref readonly FileEntry entry in details.Files.Entries)
                if (entry.IsSocket) Add(entry, node, table.Feed.Host.IsLocal);
        }
    }

    /// <summary>The socket with the holders of its peer.</summary>
    internal SocketInfo WithPeers(SocketInfo socket) =>
        socket.PeerInode is ulong peer && _holders.TryGetValue(peer, out (List<DescriptorHolder> First, int Count) holders)
            ? socket with { Peers = new ValueList<DescriptorHolder>(holders.First), PeerCount = holders.Count }
            : socket;

    private void Add(in FileEntry entry, ProcessNode node, bool isLocal)
    {
        ulong inode = entry.Inode!.Value;
        (List<DescriptorHolder> first, int count) = _holders.TryGetValue(inode, out (List<DescriptorHolder> First, int Count) known) ? known : ([], 0);
        if (count < MostListed)
            first.Add(new DescriptorHolder(node.Id, node.Name, entry.Descriptor) { StartTicks = node.Identity.StartTicks, IsLocal = isLocal });
        _holders[inode] = (first, count + 1);
    }
}
