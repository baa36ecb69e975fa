using Vmon.Model;
using Vmon.Native;
using Vmon.Parsing.Files;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Sources.Files;
using Vmon.Sources.Processes;

namespace Vmon;

/// <summary>Creates objects for the descriptors of a sample. Sockets, sizes and fdinfo are read only for the selected ones.</summary>
internal sealed class OpenFileLister(ProcessTable table, FileSelection selection, Func<ProcessNode, ProcessSample> show)
{
    // One snapshot: a process can have a million descriptors.
    private const int Portion = 256;
    private const int LongestInfo = 1024 * 1024;
    private const long MuchInfo = 64 * 1024 * 1024;
    private const int MuchText = 4 * 1024 * 1024;

    private readonly SamplingContext _context = table.Context;

    // By reference: equal long texts are one object.
    private readonly Dictionary<byte[], string> _targets = [];
    private int _targetLength;
    private SocketTables? _sockets;
    private SocketHolders? _holders;
    private long _info;

    internal IEnumerable<OpenFile> Files()
    {
        for (ProcessNode? node = table.Top.Following(table.Top); node is not null; node = node.Following(table.Top))
        {
            if (node.IsThread || !node.IsSelected || node.Phase is NodePhase.Unseen or NodePhase.Exited) continue;
            if (node.Details is not { Files.Status: ReadStatus.Ok } details) continue;
            ProcessSample? process = null;
            for (int begin = 0; begin < details.Files.Entries.Length; begin += Portion)
                foreach (OpenFile file in Of(node, details.Files.Entries[begin..Math.Min(begin + Portion, details.Files.Entries.Length)], ref process)) yield return file;
        }
    }

    private List<OpenFile> Of(ProcessNode node, ReadOnlySpan<FileEntry> entries, ref ProcessSample? process)
    {
        List<OpenFile> files = [];
        ProcDirectory directory = new(_context.Root, node.Id);
        bool? isSame = null;
        int fd = -1;
        foreach (ref readonly FileEntry entry in entries)
        {
            if (!selection.Accepts(entry)) continue;
            if (selection.IncludeInfo || entry.IsSocket) isSame ??= StartCheck.IsOf(node.Identity.StartTicks, ref directory, _context.Buffer);
            StatX? file = SizeOf(entry, ref directory, ref fd);
            OpenFile shown = new(process ??= show(node), entry, TargetOf(entry))
            {
                Size = (long?)file?.Size,
                AllocatedSize = (long?)(file?.Blocks * StatX.BlockSize),
                Socket = !entry.IsSocket ? null : isSame == true ? Find(entry, ref directory) : new SocketInfo { Inode = entry.Inode!.Value },
                FileInfo = selection.IncludeInfo && isSame == true ? InfoOf(entry, ref directory) : null,
            };
            if (selection.Accepts(shown)) files.Add(shown);
        }

        if (fd >= 0) _ = Libc.Close(fd);
        directory.Dispose();
        return files;
    }

    private string? TargetOf(in FileEntry entry)
    {
        if (entry.Link is null) return null;
        if (!FileMemory.IsShared(entry.Link)) return ProcText.Decode(entry.Link);
        if (_targets.TryGetValue(entry.Link, out string? known)) return known;
        if (_targetLength > MuchText)
        {
            _targets.Clear();
            _targetLength = 0;
        }

        _targetLength += entry.Link.Length;
        return _targets[entry.Link] = ProcText.Decode(entry.Link);
    }

    // Only if the descriptor and PID still refer to the sampled file.
    private StatX? SizeOf(in FileEntry entry, ref ProcDirectory directory, ref int fd)
    {
        if (!_context.Root.IsLive || entry.Type is not (FileType.Regular or FileType.MemFd)) return null;
        if (fd < 0 && directory.Open("fd\0"u8, isDirectory: true, out fd) != ReadStatus.Ok) return null;
        Span<byte> name = stackalloc byte[ProcPath.Longest];
        ProcPath.OfProcess(entry.Descriptor, name);
        bool isSame = DescriptorLink.OfTarget(fd, name, out StatX file) == ReadStatus.Ok && file.Inode == entry.Inode && file.Device == entry.Device;
        return isSame ? file : null;
    }

    private FileInfoText? InfoOf(in FileEntry entry, ref ProcDirectory directory)
    {
        FileInfoText? info = DescriptorInfo.Read(entry.Descriptor, ref directory, _context.Buffer, _info > MuchInfo ? DescriptorInfo.Short : LongestInfo);
        _info += info?.Length ?? 0;
        return info;
    }

    private SocketInfo Find(in FileEntry entry, ref ProcDirectory directory)
    {
        SocketInfo? socket = (_sockets ??= new SocketTables(_context)).Of(ref directory).Find(entry.Inode!.Value);
        if (socket is null) return Unlisted(entry, ref directory);
        return socket.PeerInode is null ? socket : (_holders ??= new SocketHolders(table)).WithPeers(socket);
    }

    private SocketInfo Unlisted(in FileEntry entry, ref ProcDirectory directory)
    {
        SocketInfo unknown = new() { Inode = entry.Inode!.Value };
        if (!_context.Root.IsLive || directory.Open("fd\0"u8, isDirectory: true, out int fd) != ReadStatus.Ok) return unknown;
        string? name = SocketTables.ProtocolName(fd, entry.Descriptor);
        _ = Libc.Close(fd);
        return name is null ? unknown : ProtocolName.Parse(name, unknown.Inode);
    }
}
