namespace Vmon.Parsing.Files;

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
