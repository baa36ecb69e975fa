using System.Runtime.InteropServices;

namespace Vmon.Kernel.Files;

/// <summary>What the pass over the open files copies of each descriptor, in front of the text of its link.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FileHead
{
    internal int ProcessId;
    internal int Descriptor;

    /// <summary>Nanoseconds from boot to the start of the process.</summary>
    internal long StartTime;

    /// <summary>Address of the table of descriptors, the same for processes that share it.</summary>
    internal long Table;

    /// <summary>Inode number, in the kernel's own structure: some file systems report another one.</summary>
    internal ulong Inode;

    /// <summary>Magic number of the file system.</summary>
    internal ulong FileSystem;

    /// <summary>Type and permissions of the file.</summary>
    internal uint FileMode;

    /// <summary>How the descriptor is open: FMODE_READ and FMODE_WRITE.</summary>
    internal uint OpenMode;

    /// <summary>dev_t of the kernel: 12 bits of the major number, 20 bits of the minor one.</summary>
    internal uint Device;
    internal uint SpecialDevice;
    internal uint LinkCount;

    /// <summary>With the NUL at the end. 0 if the text follows from the inode number; negative if it is too long.</summary>
    internal int TextLength;
}
