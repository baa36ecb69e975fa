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
