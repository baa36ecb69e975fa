using Vmon.Model;
using Vmon.Native;
using Vmon.Parsing;
using Vmon.Proc;
using Vmon.Sampling;

namespace Vmon;

/// <summary>Makes objects of the descriptors that a sample saw, asking for the rest (sockets, fdinfo) only of those that are wanted.</summary>
internal sealed class OpenFileLister(ProcessTable table, FileSelection selection, Func<ProcessNode, ProcessSample> show)
{
    private readonly SamplingContext _context = table.Context;
    private SocketTables? _sockets;
    private Dictionary<ulong, List<DescriptorHolder>>? _socketHolders;

    internal IEnumerable<OpenFile> Files()
    {
        for (ProcessNode? node = table.Top.Following(table.Top); node is not null; node = node.Following(table.Top))
        {
            if (node.IsThread || !node.IsSelected || node.Phase is NodePhase.Unseen or NodePhase.Stale) continue;
            if (node.Details is not { Files.Status: ReadStatus.Ok } details) continue;
            foreach (OpenFile file in Of(node, details.Files.Entries)) yield return file;
        }
    }

    private List<OpenFile> Of(ProcessNode node, ReadOnlySpan<FileEntry> entries)
    {
        List<OpenFile> files = [];
        ProcessSample? process = null;
        ProcDirectory directory = new(_context.Root, node.Id);
        bool? isSame = null;
        foreach (ref readonly FileEntry entry in entries)
        {
            if (!selection.Accepts(entry.Type, entry.IsDeleted)) continue;
            if (selection.IncludeInfo || entry.IsSocket) isSame ??= IsOf(node, ref directory);
            string? target = entry.Link is null ? null : ProcText.Decode(entry.Link);
            OpenFile file = new(process ??= show(node), entry, target)
            {
                Socket = !entry.IsSocket ? null : isSame == true ? Find(entry, ref directory) : new SocketInfo { Inode = entry.Inode!.Value },
                FileInfo = selection.IncludeInfo && isSame == true ? DescriptorInfo.Read(entry.Descriptor, ref directory, _context.Buffer) : null,
            };
            if (selection.Path?.Invoke(file.Path ?? file.Target ?? "") != false) files.Add(file);
        }

        directory.Dispose();
        return files;
    }

    /// <summary>Whether the directory is that of the process which the sample saw: its pid may be another's by now.</summary>
    private bool IsOf(ProcessNode node, ref ProcDirectory directory) =>
        directory.Open("stat\0"u8, isDirectory: false, out int file) == ReadStatus.Ok
        && ProcFile.ReadAndClose(file, _context.Buffer, out int length) == ReadStatus.Ok
        && ProcStat.TryParse(_context.Buffer.First(length), out ProcStat stat)
        && stat.StartTime == node.Identity.StartTicks;

    private SocketInfo Find(in FileEntry entry, ref ProcDirectory directory)
    {
        SocketInfo? socket = (_sockets ??= new SocketTables(_context)).Of(ref directory).Find(entry.Inode!.Value);
        socket ??= new SocketInfo { Inode = entry.Inode.Value, Protocol = ProtocolName(entry.Descriptor, ref directory) };
        if (socket.PeerInode is not ulong peer) return socket;
        _socketHolders ??= SocketHolders();
        return _socketHolders.TryGetValue(peer, out List<DescriptorHolder>? holders) ? socket with { Peers = new ValueList<DescriptorHolder>(holders) } : socket;
    }

    private string? ProtocolName(int descriptor, ref ProcDirectory directory)
    {
        if (!_context.Root.IsLive || directory.Open("fd\0"u8, isDirectory: true, out int fd) != ReadStatus.Ok) return null;
        string? name = SocketTables.ProtocolName(fd, descriptor);
        _ = Libc.Close(fd);
        return name?.ToLowerInvariant();
    }

    private Dictionary<ulong, List<DescriptorHolder>> SocketHolders()
    {
        Dictionary<ulong, List<DescriptorHolder>> holders = [];
        foreach (ProcessNode node in table.Nodes)
        {
            if (node.Phase is NodePhase.Unseen or NodePhase.Stale || node.Details is not { Files.Status: ReadStatus.Ok } details) continue;
            foreach (ref readonly FileEntry entry in details.Files.Entries)
            {
                if (!entry.IsSocket) continue;
                ulong inode = entry.Inode!.Value;
                if (!holders.TryGetValue(inode, out List<DescriptorHolder>? known)) holders.Add(inode, known = []);
                known.Add(new DescriptorHolder(node.Id, node.Name, entry.Descriptor)
                {
                    StartTicks = node.Identity.StartTicks,
                    IsLocal = table.Context.IsLocal,
                });
            }
        }

        return holders;
    }
}
