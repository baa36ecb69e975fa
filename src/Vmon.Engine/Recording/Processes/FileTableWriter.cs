using Vmon.ProcFs;
using Vmon.Sources.Files;

namespace Vmon.Recording.Processes;

/// <summary>Writes the descriptors that each process opened, changed or closed.</summary>
/// <param name="mostPerFrame">The descriptors that one frame can have.</param>
internal sealed class FileTableWriter(int mostPerFrame = FileTableWriter.MostPerFrame)
{
    // Any user can open millions. What is left is written into the next frame.
    private const int MostPerFrame = 1024 * 1024;

    private readonly TextTable _texts = new();
    private readonly ColumnWriter _changes = new();
    private readonly List<FileEntry> _kept = [];
    private ColumnSet _frame = new();
    private int _room;

    private ColumnWriter Texts => _frame[(int)FrameColumn.FileTexts];

    /// <summary>Begins a frame.</summary>
    internal void Begin(ColumnSet frame, bool isWhole)
    {
        _frame = frame;
        _room = mostPerFrame;
        _texts.Begin(isWhole);
    }

    /// <summary>Writes what changed of a process.</summary>
    /// <param name="files">Its descriptors.</param>
    /// <param name="sample">Number of the sample.</param>
    /// <param name="slot">Its slot.</param>
    internal void Write(in FileTableSampler files, long sample, NodeSlot slot)
    {
        State last = slot.Files ??= new State();
        TableFlags flags = (TableFlags)(int)files.Status
            | (files.HasDeniedLinks ? TableFlags.HasDeniedLinks : TableFlags.None)
            | (files.HasUnreadLinks ? TableFlags.HasUnreadLinks : TableFlags.None);
        ulong count = files.Count is { } known ? (ulong)known + 1 : 0;
        WriteChanges(files.Entries, last);
        bool hasChanged = files.HasChangedIn(sample);
        if (_changes.Length == 0 && flags == last.Flags && count == last.Count && !hasChanged) return;
        (last.Flags, last.Count) = (flags, count);

        ColumnWriter tables = _frame[(int)FrameColumn.Files];
        tables.Add((ulong)slot.Number + 1);
        tables.Add((ulong)(flags | (hasChanged ? TableFlags.HasChanged : TableFlags.None)));
        tables.Add(count);
        tables.Append(_changes.Bytes);
        tables.Add(0);
    }

    /// <summary>Ends the frame.</summary>
    internal void End()
    {
        _frame[(int)FrameColumn.Files].Add(0);
        Texts.Add(0);
    }

    private void WriteChanges(ReadOnlySpan<FileEntry> entries, State last)
    {
        _changes.Clear();
        if (AreSame(entries, last.Entries)) return;
        _kept.Clear();
        int before = -1;
        int old = 0;
        foreach (ref readonly FileEntry entry in entries)
        {
            for (; old < last.Entries.Length && last.Entries[old].Descriptor < entry.Descriptor; old++) WriteClosed(last.Entries[old].Descriptor, ref before);
            bool isKnown = old < last.Entries.Length && last.Entries[old].Descriptor == entry.Descriptor;
            if (!isKnown || !IsSame(entry, last.Entries[old]))
            {
                if (_room == 0)
                {
                    if (isKnown) _kept.Add(last.Entries[old++]);
                    continue;
                }

                _room--;
                WriteOpen(entry, ref before);
            }

            if (isKnown) old++;
            _kept.Add(entry);
        }

        for (; old < last.Entries.Length; old++) WriteClosed(last.Entries[old].Descriptor, ref before);
        last.Entries = [.. _kept];
        _kept.Clear();
    }

    private void WriteClosed(int descriptor, ref int before)
    {
        _changes.Add((ulong)(descriptor - before));
        _changes.Add((ulong)EntryFlags.None);
        before = descriptor;
    }

    private void WriteOpen(in FileEntry entry, ref int before)
    {
        _changes.Add((ulong)(entry.Descriptor - before));
        before = entry.Descriptor;
        _changes.Add((ulong)FlagsOf(entry));
        _changes.Add((ulong)entry.Type);
        _changes.Add(entry.Link is null ? 0 : (ulong)_texts.WholeNumberOf(entry.Link, Texts));
        if (entry.Inode is { } inode) _changes.Add(inode);
        if (entry.Device is { } device) _changes.Add(device);
        if (entry.SpecialDevice is { } special) _changes.Add(special);
    }

    private static EntryFlags FlagsOf(in FileEntry entry) =>
        EntryFlags.IsOpen
        | (entry.Access is { } access ? EntryFlags.HasAccess | (EntryFlags)((int)access * (int)EntryFlags.Reads) : EntryFlags.None)
        | (entry.IsDeleted switch { true => EntryFlags.IsDeleted, false => EntryFlags.IsNotDeleted, null => EntryFlags.None })
        | (entry.Inode is null ? EntryFlags.None : EntryFlags.HasInode)
        | (entry.Device is null ? EntryFlags.None : EntryFlags.HasDevice)
        | (entry.SpecialDevice is null ? EntryFlags.None : EntryFlags.HasSpecialDevice);

    private static bool AreSame(ReadOnlySpan<FileEntry> entries, FileEntry[] last)
    {
        if (entries.Length != last.Length) return false;
        for (int i = 0; i < entries.Length; i++)
            if (entries[i].Descriptor != last[i].Descriptor || !IsSame(entries[i], last[i])) return false;
        return true;
    }

    private static bool IsSame(in FileEntry entry, in FileEntry last) =>
        FlagsOf(entry) == FlagsOf(last) && entry.Type == last.Type && entry.Inode == last.Inode && entry.Device == last.Device && entry.SpecialDevice == last.SpecialDevice
        && (ReferenceEquals(entry.Link, last.Link) || (entry.Link is not null && last.Link is not null && entry.Link.AsSpan().SequenceEqual(last.Link)));

    /// <summary>What the last frame has of one process.</summary>
    internal sealed class State
    {
        internal TableFlags Flags { get; set; } = TableFlags.HasChanged; // of no frame

        internal ulong Count { get; set; }

        internal FileEntry[] Entries { get; set; } = [];
    }
}

/// <summary>What is known of the descriptors of a process. The lowest four bits are how they were listed, a <see cref="ReadStatus"/>.</summary>
[Flags]
internal enum TableFlags
{
    None = 0,
    Status = 15,

    /// <summary>The kernel denied the target of a descriptor.</summary>
    HasDeniedLinks = 1 << 4,

    /// <summary>The target of a descriptor could not be read.</summary>
    HasUnreadLinks = 1 << 5,

    /// <summary>A descriptor changed in the interval.</summary>
    HasChanged = 1 << 6,
}

/// <summary>What is known of a descriptor. None if it was closed.</summary>
[Flags]
internal enum EntryFlags
{
    None = 0,
    IsOpen = 1,
    HasAccess = 1 << 1,

    /// <summary>The first of the two bits of a <see cref="DescriptorAccess"/>.</summary>
    Reads = 1 << 2,
    Writes = 1 << 3,
    IsDeleted = 1 << 4,
    IsNotDeleted = 1 << 5,
    HasInode = 1 << 6,
    HasDevice = 1 << 7,
    HasSpecialDevice = 1 << 8,
}
