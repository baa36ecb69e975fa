using Vmon.Native;
using Vmon.Parsing.Files;
using Vmon.ProcFs;

namespace Vmon.Sources.Files;

/// <summary>Updates the entry of a descriptor: the text of the link each time, the rest if the text changed, or if a refresh is due.</summary>
internal static class FileEntryReader
{
    /// <summary>Reads fd/NUMBER of the open directory <paramref name="fd"/>.</summary>
    internal static ReadStatus Read(
        ref FileEntry entry, int fd, ref ProcDirectory process, SamplingContext context, bool isRefreshDue, out bool isChanged)
    {
        Span<byte> name = stackalloc byte[ProcPath.Longest];
        ProcPath.OfProcess(entry.Descriptor, name);
        isChanged = false;
        ReadStatus status = DescriptorLink.Read(fd, name, context.Buffer, out int length);
        if (status is ReadStatus.Exhausted or ReadStatus.Failed) return status; // known values are kept
        if (status != ReadStatus.Ok)
        {
            isChanged = entry.Link is not null;
            entry = new FileEntry { Descriptor = entry.Descriptor };
            return status;
        }

        ReadOnlySpan<byte> link = context.Buffer.First(length);
        bool isSame = link.SequenceEqual(entry.Link) && entry.Link is not null;
        if (isSame && !IsLookDue(entry, isRefreshDue)) return status;

        FileEntry before = entry;
        entry = new FileEntry { Descriptor = before.Descriptor, Link = isSame ? before.Link : context.Files.Keep(link) };
        LookAt(ref entry, fd, name, ref process, context);
        isChanged = !isSame || entry.DiffersFrom(before);
        return status;
    }

    /// <summary>Whether more than the text of the link must be read.</summary>
    internal static bool IsLookDue(in FileEntry entry, bool isRefreshDue) =>
        entry.IsUnsure || (isRefreshDue && (entry.Type is FileType.Pipe or FileType.Fifo || entry.IsDeleted is null));

    private static void LookAt(ref FileEntry entry, int fd, scoped ReadOnlySpan<byte> name, ref ProcDirectory process, SamplingContext context)
    {
        LinkTarget target = entry.Target;
        entry.Accept(target);
        if (!context.Root.IsLive)
        {
            // Links of a captured tree lead to files of this machine, if to any, and their modes are those of the copy.
            entry.Access = RecordedAccess(entry.Descriptor, ref process, context);
            return;
        }

        ReadStatus ofLink = DescriptorLink.OfLink(fd, name, out StatX link);
        if (ofLink == ReadStatus.Ok) entry.Access = StatMode.Access(link.Mode);
        entry.IsUnsure = ofLink == ReadStatus.Exhausted;
        if (!target.LeadsToFile) return;
        ReadStatus ofTarget = DescriptorLink.OfTarget(fd, name, out StatX file);
        if (ofTarget == ReadStatus.Ok) entry.Accept(file);
        entry.IsUnsure |= ofTarget == ReadStatus.Exhausted;
    }

    private static DescriptorAccess? RecordedAccess(int descriptor, ref ProcDirectory process, SamplingContext context)
    {
        FileInfoText? info = DescriptorInfo.Read(descriptor, ref process, context.Buffer, DescriptorInfo.Short);
        return info?.Flags is long flags ? OpenFlags.Access(flags) : null;
    }
}

/// <summary>One open descriptor, as the last sample saw it.</summary>
internal struct FileEntry
{
    internal int Descriptor;

    /// <summary>Text of the link. Null if it could not be read. Never modified, so that objects can share it.</summary>
    internal byte[]? Link;

    internal FileType Type;

    /// <summary>Null if unknown.</summary>
    internal DescriptorAccess? Access;

    /// <summary>Inode number of the file, pipe, socket or namespace. Null if unknown.</summary>
    internal ulong? Inode;

    /// <summary>The device of the file's file system, its major number in the upper half; only of what has a path.</summary>
    internal ulong? Device;

    /// <summary>The device that a device file stands for.</summary>
    internal ulong? SpecialDevice;

    /// <summary>Null if the text of the link ends with " (deleted)" but the file still has a name, and without a text.</summary>
    internal bool? IsDeleted;

    /// <summary>Whether it was read while out of descriptors or memory, and must be read again.</summary>
    internal bool IsUnsure;

    internal readonly bool IsSocket => Type == FileType.Socket && Device is null && Inode is not null;

    /// <summary>Whether it may be an end of a pipe. A descriptor opened with O_PATH is not.</summary>
    internal readonly bool IsPipeEnd => Type is FileType.Pipe or FileType.Fifo && Inode is not null && Access != DescriptorAccess.None;

    internal readonly PipeIdentity Pipe => new(Device ?? 0, Inode ?? 0);

    internal readonly LinkTarget Target => LinkTarget.Parse(Link);

    /// <summary>Takes what the text of its link tells.</summary>
    internal void Accept(LinkTarget target)
    {
        Type = target.Type;
        Inode = target.Inode;
        IsDeleted = target.SaysDeleted && !target.Path.IsEmpty;
    }

    /// <summary>Takes the file to which the link leads.</summary>
    internal void Accept(in StatX file)
    {
        if (Type == FileType.Unknown) Type = StatMode.Type(file.Mode);
        Inode = file.Inode;
        Device = file.Device;
        if (Type is FileType.CharDevice or FileType.BlockDevice) SpecialDevice = file.SpecialDevice;
        // The file may be named "something (deleted)". Checking the path could block on a network file system, and the path
        // may be in another mount namespace.
        if (IsDeleted == true && file.LinkCount > 0) IsDeleted = null;
    }

    /// <summary>Whether it is another end of a pipe, or was deleted. The text of the link is compared before.</summary>
    internal readonly bool DiffersFrom(in FileEntry before) => before.Pipe != Pipe || before.Access != Access || before.IsDeleted != IsDeleted;
}
