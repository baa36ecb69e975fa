using Vmon.Fields;
using Vmon.Model;
using Vmon.Parsing.Processes;
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
                if (entry.IsSocket) Add(entry, node, table.Source.Host.IsLocal);
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

/// <summary>A process that has a file open.</summary>
/// <param name="Id">Process identifier (PID).</param>
/// <param name="ProcessName">Name of the process.</param>
/// <param name="Descriptor">Number of the descriptor.</param>
public sealed record DescriptorHolder(
    [property: Field("fd")] int Id,
    [property: Field("fd")] string ProcessName,
    [property: Field("fd")] int Descriptor)
{
    /// <summary>Start time of the process in clock ticks since boot. Together with the PID, it identifies the process.</summary>
    [Field(StatField.starttime, Unit = "ticks")]
    public long StartTicks { get; init; }

    /// <summary>Whether the PID is valid for system calls on this machine, so that the process can be stopped or waited for.</summary>
    [Field]
    public bool IsLocal { get; init; }

    /// <summary>Name, PID and descriptor: "sshd (812) 3".</summary>
    public override string ToString() => $"{ProcessName} ({Id}) {Descriptor}";
}
