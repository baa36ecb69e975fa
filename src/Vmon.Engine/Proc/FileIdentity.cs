using Vmon.Native;

namespace Vmon.Proc;

/// <summary>What tells an open file from every other that is open: of /proc, a file has the same inode for as long as anybody has it open.</summary>
internal readonly record struct FileIdentity(uint DeviceMajor, uint DeviceMinor, ulong Inode)
{
    /// <summary>Null where the kernel does not tell.</summary>
    internal static FileIdentity? Of(int descriptor) =>
        DescriptorLink.OfOpen(descriptor, out StatX stat) == ReadStatus.Ok ? new(stat.DeviceMajor, stat.DeviceMinor, stat.Inode) : null;
}
