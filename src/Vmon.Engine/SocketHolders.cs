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
    private readonly Dictionary<ProcessNode, ProcessSample> _shown = [];
    private readonly Func<ProcessNode, ProcessSample> _show;

    /// <param name="table">The processes.</param>
    /// <param name="show">Creates the object of a process.</param>
    internal SocketHolders(ProcessTable table, Func<ProcessNode, ProcessSample> show)
    {
        _show = show;
        foreach (ProcessNode node in table.Nodes)
        {
            if (node.Phase is NodePhase.Unseen or NodePhase.Exited || node.Records.Details is not { Files.Status: ReadStatus.Ok } details) continue;
            foreach (ref readonly FileEntry entry in details.Files.Entries)
                if (entry.IsSocket) Add(entry.Inode!.Value, node, entry.Descriptor);
        }
    }

    /// <summary>Those of one socket.</summary>
    internal HolderList Of(ulong? socket)
    {
        if (socket is not ulong inode || !_last.TryGetValue(inode, out int index)) return default;
        Holding last = _holdings[index];
        return last.Previous < 0 ? new HolderList(Show(last.Process), last.Descriptor, null, 1) : Several(last);
    }

    /// <summary>Whether one of some processes holds a socket.</summary>
    internal bool IsHeldBy(HashSet<ProcessNode> processes, ulong? socket)
    {
        int index = socket is ulong inode ? _last.GetValueOrDefault(inode, -1) : -1;
        while (index >= 0 && !processes.Contains(_holdings[index].Process)) index = _holdings[index].Previous;
        return index >= 0;
    }

    /// <summary>The object of a process, one for all its sockets.</summary>
    internal ProcessSample Show(ProcessNode node) => _shown.TryGetValue(node, out ProcessSample? known) ? known : _shown[node] = _show(node);

    /// <summary>The socket with the holders of its peer.</summary>
    internal SocketInfo WithPeers(SocketInfo socket) =>
        Of(socket.PeerInode) is { Count: > 0 } holders ? socket with { Peers = holders.ToList(), PeerCount = holders.Count } : socket;

    private HolderList Several(Holding last)
    {
        List<Holding> all = [last];
        for (int index = last.Previous; index >= 0; index = _holdings[index].Previous) all.Add(_holdings[index]);
        all.Sort(static (one, other) => (one.Process.Identity.StartTicks, one.Process.Id, one.Descriptor).CompareTo((other.Process.Identity.StartTicks, other.Process.Id, other.Descriptor)));
        DescriptorHolder[] listed = [.. all.Take(MostListed).Select(holding => HolderList.Of(Show(holding.Process), holding.Descriptor))];
        return new HolderList(Show(all[0].Process), all[0].Descriptor, new ValueList<DescriptorHolder>(listed), all.Count);
    }

    private void Add(ulong inode, ProcessNode process, int descriptor)
    {
        int previous = _last.GetValueOrDefault(inode, -1);
        _last[inode] = _holdings.Count;
        _holdings.Add(new Holding(process, descriptor, previous));
    }

    // A descriptor, and the index of the previous one of the same socket.
    private readonly record struct Holding(ProcessNode Process, int Descriptor, int Previous);
}
