namespace Vmon.Kernel.Files;

/// <summary>File systems by their magic numbers (statfs).</summary>
internal static class FileSystems
{
    internal const uint Pipes = 0x50495045;
    internal const uint Sockets = 0x534f434b;

    private const uint Extended = 0xef53; // ext2, ext3, ext4
    private const uint Temporary = 0x01021994; // tmpfs, memfd and devtmpfs
    private const uint Processes = 0x9fa0; // proc
    private const int BlockSize = 512;

    /// <summary>
    /// Whether stat reports inode number and device as the kernel's own structures have them. Others replace them: overlay and btrfs the device, network file
    /// systems the number.
    /// </summary>
    internal static bool HasPlainInodes(uint magic) => magic switch
    {
        Extended or Temporary or Processes => true,
        0x58465342 => true, // xfs
        0xf2f52010 => true, // f2fs
        0x858458f6 => true, // ramfs
        0x958458f6 => true, // hugetlbfs
        0x1cd1 => true, // devpts
        0x62656572 => true, // sysfs
        0x63677270 or 0x27e0eb => true, // cgroup2 and cgroup
        0x64626720 => true, // debugfs
        0x74726163 => true, // tracefs
        0x73636673 => true, // securityfs
        0x19800202 => true, // mqueue
        0xcafe4a11 => true, // bpf
        _ => false,
    };

    /// <summary>
    /// Whether stat reports the block count of the inode. ext4 adds blocks that are not allocated yet and data inside the inode; tmpfs corrects the count for
    /// removed and swapped pages; others compute it.
    /// </summary>
    internal static bool HasPlainBlocks(in FileHead head) => head.FileSystem switch
    {
        Extended => head.IsWritten != 0 && (head.Blocks > 0 || head.Size == 0),
        Temporary => head.Blocks == head.CachedPages * (Environment.SystemPageSize / BlockSize),
        Processes => true,
        _ => false,
    };
}
