using Vmon.Model;
using Vmon.ProcFs;
using Vmon.Sources.Files;

namespace Vmon;

/// <summary>The descriptors of a sample that refer to each socket.</summary>
internal sealed class SocketHolders
{
    // Any user can hold a million descriptors of one socket.
    private const int MostListed = 64;

    private readonly List<Holding> _holdings = [];
    private readonly Dictionary<ulong, int> _last = [];
    private readonly bool _isLocal;

    internal SocketHolders(ProcessTable table)
    {
        _isLocal = table.Feed.Host.IsLocal;
        foreach (ProcessNode node in table.Nodes)
        {
            if (node.Phase is NodePhase.Unseen or NodePhase.Exited || node.Records.Details is not { Files.Status: ReadStatus.Ok } details) continue;
            foreach (ref readonly FileEntry entry in details.Files.Entries)
                if (entry.IsSocket) Add(entry.Inode!.Value, node, entry.Descriptor);
        }
    }

    /// <summary>The processes that hold a socket, the oldest first, each descriptor once.</summary>
    internal List<(ProcessNode Process, int Descriptor)> Of(ulong? socket)
    {
        List<(ProcessNode Process, int Descriptor)> holders = [];
        if (socket is not ulong inode || !_last.TryGetValue(inode, out int index)) return holders;
        for (; index >= 0; index = _holdings[index].Previous) holders.Add((_holdings[index].Process, _holdings[index].Descriptor));
        if (holders.Count > 1)
            holders.Sort(static (one, other) => (one.Process.Identity.StartTicks, one.Process.Id, one.Descriptor).CompareTo((other.Process.Identity.StartTicks, other.Process.Id, other.Descriptor)));
        return holders;
    }

    /// <summary>The first of them as objects.</summary>
    internal IReadOnlyList<DescriptorHolder> Listed(List<(ProcessNode Process, int Descriptor)> holders) =>
        new ValueList<DescriptorHolder>([.. holders.Take(MostListed).Select(holder => new DescriptorHolder(holder.Process.Id, holder.Process.Name, holder.Descriptor)
        {
            StartTicks = holder.Process.Identity.StartTicks,
            IsLocal = _isLocal,
        })]);

    /// <summary>The socket with the holders of its peer.</summary>
    internal SocketInfo WithPeers(SocketInfo socket) =>
        Of(socket.PeerInode) is { Count: > 0 } holders ? socket with { Peers = Listed(holders), PeerCount = holders.Count } : socket;

    private void Add(ulong inode, ProcessNode process, int descriptor)
    {
        int previous = _last.GetValueOrDefault(inode, -1);
        _last[inode] = _holdings.Count;
        _holdings.Add(new Holding(process, descriptor, previous));
    }

    // A descriptor, and the index of the previous one of the same socket.
    private readonly record struct Holding(ProcessNode Process, int Descriptor, int Previous);
}
