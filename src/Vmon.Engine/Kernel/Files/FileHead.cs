using System.Runtime.InteropServices;

namespace Vmon.Kernel.Files;

/// <summary>What the pass over the open files copies of each descriptor, in front of the text of its link. The order leaves no gaps.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FileHead
{
    /// <summary>Nanoseconds from boot to the start of the process.</summary>
    internal long StartTime;

    /// <summary>Address of the table of descriptors, the same for processes that share it.</summary>
    internal long Table;

    /// <summary>Inode number, in the kernel's own structure: some file systems report another one.</summary>
    internal ulong Inode;

    /// <summary>In bytes.</summary>
    internal long Size;

    /// <summary>Allocated blocks, in units of 512 bytes.</summary>
    internal long Blocks;

    /// <summary>Offset of the next read or write.</summary>
    internal long Position;

    internal int ProcessId;
    internal int Descriptor;

    /// <summary>Magic number of the file system.</summary>
    internal uint FileSystem;

    /// <summary>dev_t of the kernel: 12 bits of the major number, 20 bits of the minor one.</summary>
    internal uint Device;
    internal uint SpecialDevice;
    internal uint LinkCount;

    /// <summary>Number of pages in memory.</summary>
    internal uint CachedPages;

    /// <summary>Open flags, without that for exec.</summary>
    internal uint Flags;
    internal int MountId;

    /// <summary>Type and permissions of the file.</summary>
    internal ushort FileMode;

    /// <summary>With the NUL at the end. 0 if the text follows from the inode number; negative if it is too long.</summary>
    internal short TextLength;

    /// <summary>How the descriptor is open: FMODE_READ and FMODE_WRITE.</summary>
    internal byte OpenMode;

    /// <summary>Which of the groups of fields the kernel has. The others are zero.</summary>
    internal FileFacts Facts;

    /// <summary>1 if nothing is to be written to the file system, so that it has allocated all blocks.</summary>
    internal byte IsWritten;

    /// <summary>8 descriptors that are closed on exec. The bit of this descriptor is its number modulo 8.</summary>
    internal byte ClosedOnExec;

    /// <summary>1 if the type of file adds lines to fdinfo.</summary>
    internal byte HasOwnInfo;

    /// <summary>1 if the file has locks or leases, which fdinfo lists.</summary>
    internal byte HasLocks;
}

/// <summary>Groups of fields that a kernel may lack.</summary>
[Flags]
internal enum FileFacts : byte
{
    None = 0,

    /// <summary>Size and blocks.</summary>
    Size = 1 << 0,

    /// <summary>What fdinfo has of every file.</summary>
    Info = 1 << 1,
}
