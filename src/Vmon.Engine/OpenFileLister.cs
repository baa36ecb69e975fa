using System.Runtime.InteropServices;
using Vmon.Model;
using Vmon.Native;
using Vmon.ProcFs;
using Vmon.Sources.Files;

namespace Vmon;

/// <summary>Creates objects for the descriptors of a sample. Sockets, sizes and fdinfo are read only for the selected ones.</summary>
internal sealed class OpenFileLister(ProcessTable table, FileSelection selection, Func<ProcessNode, ProcessSample> show)
{
    // One snapshot: a process can have a million descriptors.
    private const int Portion = 256;
    private const int MuchText = 4 * 1024 * 1024;

    private readonly DescriptorReader? _reader = table.Feed.NewDescriptorReader();
    private readonly List<FileEntry> _selected = [];

    // By reference: equal long texts are one object.
    private readonly Dictionary<byte[], string> _targets = [];
    private int _targetLength;
    private SocketHolders? _holders;

    internal IEnumerable<OpenFile> Files()
    {
        for (ProcessNode? node = table.Top.Following(table.Top); node is not null; node = node.Following(table.Top))
        {
            if (node.IsThread || !node.IsSelected || node.Phase is NodePhase.Unseen or NodePhase.Exited) continue;
            if (node.Records.Details is not { Files.Status: ReadStatus.Ok } details) continue;
            ProcessSample? process = null;
            for (int begin = 0; begin < details.Files.Entries.Length; begin += Portion)
                foreach (OpenFile file in Of(node, details.Files.Entries[begin..Math.Min(begin + Portion, details.Files.Entries.Length)], ref process)) yield return file;
        }
    }

    private List<OpenFile> Of(ProcessNode node, ReadOnlySpan<FileEntry> entries, ref ProcessSample? process)
    {
        _selected.Clear();
        foreach (ref readonly FileEntry entry in entries)
            if (selection.Accepts(entry)) _selected.Add(entry);
        Span<FileEntry> selected = CollectionsMarshal.AsSpan(_selected);
        DescriptorDetails[] details = _reader?.Read(node.Records, selected, selection.IncludeInfo) ?? new DescriptorDetails[selected.Length];
        List<OpenFile> files = [];
        for (int i = 0; i < selected.Length; i++)
        {
            ref readonly FileEntry entry = ref selected[i];
            OpenFile shown = new(process ??= show(node), entry, TargetOf(entry))
            {
                Size = (long?)details[i].File?.Size,
                AllocatedSize = (long?)(details[i].File?.Blocks * StatX.BlockSize),
                Socket = entry.IsSocket ? WithPeers(details[i].Socket ?? new SocketInfo { Inode = entry.Inode!.Value }) : null,
                FileInfo = details[i].Info,
            };
            if (selection.Accepts(shown)) files.Add(shown);
        }

        return files;
    }

    private SocketInfo WithPeers(SocketInfo socket) => socket.PeerInode is null ? socket : (_holders ??= new SocketHolders(table, show)).WithPeers(socket);

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
}
