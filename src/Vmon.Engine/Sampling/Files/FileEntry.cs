using Vmon.Parsing;

namespace Vmon.Sampling;

/// <summary>One open descriptor, as the last sample saw it.</summary>
internal struct FileEntry
{
    internal int Descriptor;

    /// <summary>The text of its link; null where it could not be read. Never written again, so that objects may share it.</summary>
    internal byte[]? Link;

    internal FileType Type;

    /// <summary>Null where unknown.</summary>
    internal DescriptorAccess? Access;

    /// <summary>Of the file, the pipe, the socket or the namespace; null where unknown.</summary>
    internal ulong? Inode;

    /// <summary>The device of the file's file system, its major number in the upper half; only of what has a path.</summary>
    internal ulong? Device;

    /// <summary>The device that a device file stands for.</summary>
    internal ulong? SpecialDevice;

    /// <summary>Null where the text of the link says so, but the file system still counts names of it, and where there is no text.</summary>
    internal bool? IsDeleted;

    /// <summary>Whether descriptors or memory were used up when it was looked at, so that it must be again.</summary>
    internal bool IsUnsure;

    internal readonly bool IsSocket => Type == FileType.Socket && Device is null && Inode is not null;

    /// <summary>Whether it may be an end of a pipe: what only names a FIFO is none.</summary>
    internal readonly bool IsPipeEnd => Type is FileType.Pipe or FileType.Fifo && Inode is not null && Access != DescriptorAccess.None;

    internal readonly PipeIdentity Pipe => new(Device ?? 0, Inode ?? 0);

    internal readonly LinkTarget Target => LinkTarget.Parse(Link);
}
