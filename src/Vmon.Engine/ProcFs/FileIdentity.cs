using Vmon.Native;

namespace Vmon.ProcFs;

/// <summary>Identity of an open file. A file in /proc keeps its inode number as long as it is open.</summary>
internal readonly record struct FileIdentity(uint DeviceMajor, uint DeviceMinor, ulong Inode)
{
    /// <summary>Null if the kernel does not report it.</summary>
    internal static FileIdentity? Of(int descriptor) =>
        DescriptorLink.OfOpen(descriptor, out StatX stat) == ReadStatus.Ok ? new(stat.DeviceMajor, stat.DeviceMinor, stat.Inode) : null;
}
