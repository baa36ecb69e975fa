using Vmon.Parsing.Files;

namespace Vmon.Sources.Files;

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
}
