using Vmon.ProcFs;
using Vmon.Sources.Files;

namespace Vmon.Recording.Processes;

/// <summary>Reads the open descriptors of processes.</summary>
/// <param name="columns">The columns of the block, by number.</param>
/// <param name="processAt">The process in a slot, which is read before. Null if there is none.</param>
internal sealed class FileTableReader(Func<int, ColumnReader> columns, Func<int, RecordedProcess?> processAt)
{
    private readonly ColumnReader _tables = columns((int)FrameColumn.Files);
    private readonly BlockTexts _texts = new(columns((int)FrameColumn.FileTexts));
    private readonly List<FileEntry> _entries = [];

    /// <summary>The processes of whose descriptors the last frame has something.</summary>
    internal List<RecordedProcess> Changed { get; } = [];

    /// <summary>Reads the next frame. False if bytes are impossible.</summary>
    internal bool TryRead()
    {
        Changed.Clear();
        if (!_texts.TryRead()) return false;
        for (int slot = _tables.ReadIndex(NodeReader.MostSlots); slot != 0; slot = _tables.ReadIndex(NodeReader.MostSlots))
        {
            if (processAt(slot - 1) is not { } process) return false;
            TableFlags flags = (TableFlags)_tables.Read();
            int count = _tables.ReadIndex(int.MaxValue) - 1;
            RecordedFiles files = process.Files ??= new RecordedFiles();
            files.Flags = flags;
            if ((files.Status == ReadStatus.Ok && count < 0) || !TryMerge(files.Table.Entries)) return false;
            files.Table.Restore(_entries, count, flags.HasFlag(TableFlags.HasDeniedLinks), flags.HasFlag(TableFlags.HasUnreadLinks));
            Changed.Add(process);
        }

        return !_tables.IsMalformed;
    }

    private bool TryMerge(ReadOnlySpan<FileEntry> before)
    {
        _entries.Clear();
        int descriptor = -1;
        for (ulong step = _tables.Read(); step != 0; step = _tables.Read())
        {
            if (step > (ulong)(int.MaxValue - descriptor)) return false;
            descriptor += (int)step;
            while (!before.IsEmpty && before[0].Descriptor < descriptor) Take(ref before);
            if (!before.IsEmpty && before[0].Descriptor == descriptor) before = before[1..];
            EntryFlags flags = (EntryFlags)_tables.Read();
            if (flags != EntryFlags.None) _entries.Add(Read(descriptor, flags));
        }

        while (!before.IsEmpty) Take(ref before);
        return !_tables.IsMalformed;
    }

    private void Take(ref ReadOnlySpan<FileEntry> before)
    {
        _entries.Add(before[0]);
        before = before[1..];
    }

    private FileEntry Read(int descriptor, EntryFlags flags) => new()
    {
        Descriptor = descriptor,
        Type = (FileType)_tables.Read(),
        Link = _texts.At((long)_tables.Read()),
        Inode = flags.HasFlag(EntryFlags.HasInode) ? _tables.Read() : null,
        Device = flags.HasFlag(EntryFlags.HasDevice) ? _tables.Read() : null,
        SpecialDevice = flags.HasFlag(EntryFlags.HasSpecialDevice) ? _tables.Read() : null,
        Access = flags.HasFlag(EntryFlags.HasAccess) ? (DescriptorAccess)((int)(flags & (EntryFlags.Reads | EntryFlags.Writes)) / (int)EntryFlags.Reads) : null,
        IsDeleted = flags.HasFlag(EntryFlags.IsDeleted) ? true : flags.HasFlag(EntryFlags.IsNotDeleted) ? false : null,
    };
}

/// <summary>The open descriptors of one process of a block.</summary>
internal sealed class RecordedFiles
{
    /// <summary>Those of the last frame.</summary>
    internal FileTable Table { get; } = new();

    /// <summary>What the last frame that has something of them knows.</summary>
    internal TableFlags Flags { get; set; }

    internal ReadStatus Status => (ReadStatus)(int)(Flags & TableFlags.Status);
}
