namespace Vmon.Kernel.Files;

/// <summary>File systems by their magic numbers (statfs).</summary>
internal static class FileSystems
{
    internal const ulong Pipes = 0x50495045;
    internal const ulong Sockets = 0x534f434b;

    /// <summary>
    /// Whether stat reports inode number and device as the kernel's own structures have them. Others replace them: overlay and btrfs the device, network file
    /// systems the number.
    /// </summary>
    internal static bool HasPlainInodes(ulong magic) => magic switch
    {
        0xef53 => true, // ext2, ext3, ext4
        0x58465342 => true, // xfs
        0xf2f52010 => true, // f2fs
        0x01021994 => true, // tmpfs, memfd and devtmpfs
        0x858458f6 => true, // ramfs
        0x958458f6 => true, // hugetlbfs
        0x1cd1 => true, // devpts
        0x9fa0 => true, // proc
        0x62656572 => true, // sysfs
        0x63677270 or 0x27e0eb => true, // cgroup2 and cgroup
        0x64626720 => true, // debugfs
        0x74726163 => true, // tracefs
        0x73636673 => true, // securityfs
        0x19800202 => true, // mqueue
        0xcafe4a11 => true, // bpf
        _ => false,
    };
}
