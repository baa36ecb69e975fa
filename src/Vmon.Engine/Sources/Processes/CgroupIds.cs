using Vmon.Native;
using Vmon.Parsing.Cgroups;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>Groups of version 2 by the inode of their directory, by which the kernel's records name them.</summary>
/// <param name="root">The /proc of this machine.</param>
internal sealed class CgroupIds(ProcRoot root)
{
    private readonly Dictionary<long, ProcessCgroups> _known = [];
    private readonly Queue<ProcessCgroups> _unread = [];
    private string? _directory;

    /// <summary>Adds groups that a process has. In hybrid mode, those of version 1 do not follow from that of version 2.</summary>
    internal void Add(ProcessCgroups groups)
    {
        if (groups.Groups is [{ IsUnified: true }]) _unread.Enqueue(groups);
    }

    /// <summary>Null if no process that was read has this group, or if version 2 is not mounted.</summary>
    internal ProcessCgroups? Find(long id, ReadBuffer buffer)
    {
        if (_known.TryGetValue(id, out ProcessCgroups? found)) return found;
        if (_unread.Count > 0) _directory ??= FindDirectory(buffer);
        while (_unread.TryDequeue(out ProcessCgroups? groups))
            if (DescriptorLink.OfTarget(Libc.CurrentDirectory, ProcText.Encode($"{_directory}{groups.Main!.Path}\0"), out StatX stat) == ReadStatus.Ok) _known[(long)stat.Inode] = groups;
        return _known.GetValueOrDefault(id);
    }

    internal void Clear()
    {
        _known.Clear();
        _unread.Clear();
    }

    private string? FindDirectory(ReadBuffer buffer) =>
        root.Read("self/mountinfo\0"u8, buffer, out int length) == ReadStatus.Ok
            ? CgroupMount.Parse(buffer.First(length)).FirstOrDefault(static mount => mount.Version == 2 && mount.Root == "/")?.Directory
            : null;
}
