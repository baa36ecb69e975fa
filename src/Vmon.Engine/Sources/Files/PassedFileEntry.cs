using Vmon.Kernel.Files;
using Vmon.Native;
using Vmon.Parsing.Files;

namespace Vmon.Sources.Files;

/// <summary>Updates the entry of a descriptor from a pass over the open files.</summary>
internal static class PassedFileEntry
{
    private const int MostDerived = 32;
    private const int MinorBits = 20;
    private const uint Readable = 1; // FMODE_READ
    private const uint Writable = 2; // FMODE_WRITE

    /// <summary>False, without a change, if /proc must be read: the text is too long, or the file system reports its files in another way.</summary>
    internal static bool TryRead(ref FileEntry entry, in FileRecord record, SamplingContext context, bool isRefreshDue, out bool isChanged)
    {
        isChanged = false;
        if (!record.TryGetText(stackalloc byte[MostDerived], out ReadOnlySpan<byte> text)) return false;
        bool isSame = entry.Link is not null && text.SequenceEqual(entry.Link);
        LinkTarget target = LinkTarget.Parse(text);
        if (target.LeadsToFile && !FileSystems.HasPlainInodes(record.Head.FileSystem)) return isSame && !FileEntryReader.IsLookDue(entry, isRefreshDue);

        FileEntry before = entry;
        entry = new FileEntry { Descriptor = before.Descriptor, Link = isSame ? before.Link : context.Files.Keep(text) };
        entry.Accept(target);
        entry.Access = AccessOf(record.Head.OpenMode);
        if (target.LeadsToFile) entry.Accept(FileOf(record.Head));
        isChanged = !isSame || entry.DiffersFrom(before);
        return true;
    }

    private static DescriptorAccess AccessOf(uint mode) =>
        ((mode & Readable) != 0 ? DescriptorAccess.Read : DescriptorAccess.None)
        | ((mode & Writable) != 0 ? DescriptorAccess.Write : DescriptorAccess.None);

    private static StatX FileOf(in FileHead head) => new()
    {
        Inode = head.Inode,
        Mode = head.FileMode,
        LinkCount = head.LinkCount,
        DeviceMajor = head.Device >> MinorBits,
        DeviceMinor = head.Device & ((1 << MinorBits) - 1),
        SpecialMajor = head.SpecialDevice >> MinorBits,
        SpecialMinor = head.SpecialDevice & ((1 << MinorBits) - 1),
    };
}
