using System.Runtime.InteropServices;

namespace Vmon.Parsing.Files;

/// <summary>Converts the O_ flags in fdinfo to names. Some bits differ between architectures.</summary>
internal static class OpenFlags
{
    private const long PathOnly = 0x200000;

    private static readonly (long Bits, OpenOptions Flag)[] Common =
    [
        (0x400, OpenOptions.Append), (0x800, OpenOptions.NonBlock), (0x1000, OpenOptions.DataSync), (0x101000, OpenOptions.Sync),
        (0x2000, OpenOptions.Async), (0x40000, OpenOptions.NoAccessTime), (0x80000, OpenOptions.CloseOnExec), (PathOnly, OpenOptions.PathOnly),
    ];

    private static readonly (long Bits, OpenOptions Flag)[] Generic =
    [
        (0x4000, OpenOptions.Direct), (0x8000, OpenOptions.LargeFile), (0x10000, OpenOptions.Directory), (0x20000, OpenOptions.NoFollow),
        (0x410000, OpenOptions.TemporaryFile),
    ];

    private static readonly (long Bits, OpenOptions Flag)[] Arm =
    [
        (0x4000, OpenOptions.Directory), (0x8000, OpenOptions.NoFollow), (0x10000, OpenOptions.Direct), (0x20000, OpenOptions.LargeFile),
        (0x404000, OpenOptions.TemporaryFile),
    ];

    private static readonly (long Bits, OpenOptions Flag)[] PowerPc =
    [
        (0x4000, OpenOptions.Directory), (0x8000, OpenOptions.NoFollow), (0x10000, OpenOptions.LargeFile), (0x20000, OpenOptions.Direct),
        (0x404000, OpenOptions.TemporaryFile),
    ];

    internal static OpenOptions Names(long flags, Architecture architecture)
    {
        OpenOptions names = OpenOptions.None;
        foreach ((long bits, OpenOptions flag) in Common) names |= (flags & bits) == bits ? flag : OpenOptions.None;
        foreach ((long bits, OpenOptions flag) in OwnOf(architecture)) names |= (flags & bits) == bits ? flag : OpenOptions.None;
        return names;
    }

    private static (long Bits, OpenOptions Flag)[] OwnOf(Architecture architecture) => architecture switch
    {
        Architecture.Arm64 or Architecture.Arm or Architecture.Armv6 => Arm,
        Architecture.Ppc64le => PowerPc,
        _ => Generic,
    };

    internal static DescriptorAccess Access(long flags) => (flags & PathOnly) != 0 ? DescriptorAccess.None : (flags & 3) switch
    {
        0 => DescriptorAccess.Read,
        1 => DescriptorAccess.Write,
        _ => DescriptorAccess.ReadWrite,
    };
}

/// <summary>The file type in st_mode.</summary>
internal static class StatMode
{
    internal static FileType Type(uint mode) => (mode & 0xf000) switch
    {
        0x1000 => FileType.Fifo,
        0x2000 => FileType.CharDevice,
        0x4000 => FileType.Directory,
        0x6000 => FileType.BlockDevice,
        0x8000 => FileType.Regular,
        0xa000 => FileType.Symlink,
        0xc000 => FileType.Socket,
        _ => FileType.Unknown,
    };

    // l-wx------ for a descriptor that was opened for writing
    internal static DescriptorAccess Access(uint mode) =>
        ((mode & 0x100) != 0 ? DescriptorAccess.Read : DescriptorAccess.None)
        | ((mode & 0x80) != 0 ? DescriptorAccess.Write : DescriptorAccess.None);
}
