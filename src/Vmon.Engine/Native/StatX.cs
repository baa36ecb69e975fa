using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>struct statx, which is the same on every architecture: the fields that are read.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatX
{
    internal const int BlockSize = 512;

    [FieldOffset(0)]
    internal uint Mask;

    [FieldOffset(16)]
    internal uint LinkCount;

    [FieldOffset(28)]
    internal ushort Mode;

    [FieldOffset(32)]
    internal ulong Inode;

    [FieldOffset(40)]
    internal ulong Size;

    /// <summary>Of <see cref="BlockSize"/> bytes.</summary>
    [FieldOffset(48)]
    internal ulong Blocks;

    [FieldOffset(128)]
    internal uint SpecialMajor;

    [FieldOffset(132)]
    internal uint SpecialMinor;

    [FieldOffset(136)]
    internal uint DeviceMajor;

    [FieldOffset(140)]
    internal uint DeviceMinor;

    /// <summary>Device of the file system, with the major number in the upper half.</summary>
    internal readonly ulong Device => ((ulong)DeviceMajor << 32) | DeviceMinor;

    /// <summary>Device number of a device file.</summary>
    internal readonly ulong SpecialDevice => ((ulong)SpecialMajor << 32) | SpecialMinor;
}

/// <summary>struct statvfs of 64-bit Linux: what is read of it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatVfs
{
    /// <summary>Bytes per block of the numbers of blocks.</summary>
    [FieldOffset(8)]
    internal ulong BlockSize;

    [FieldOffset(16)]
    internal ulong Blocks;

    [FieldOffset(24)]
    internal ulong FreeBlocks;

    /// <summary>Free blocks, without those that are reserved for root.</summary>
    [FieldOffset(32)]
    internal ulong AvailableBlocks;

    [FieldOffset(40)]
    internal ulong Inodes;

    [FieldOffset(48)]
    internal ulong FreeInodes;
}

/// <summary>struct statfs of 64-bit Linux: only the type is read, the size is the kernel's.</summary>
[StructLayout(LayoutKind.Sequential, Size = 120)]
internal struct StatFs
{
    internal long Type;
}
