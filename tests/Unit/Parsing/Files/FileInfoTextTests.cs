using System.Runtime.InteropServices;
using System.Text;
using Vmon.Parsing;

namespace Vmon.Tests.Parsing;

public class FileInfoTextTests
{
    [Fact]
    public void Flags_are_octal_and_the_rest_decimal()
    {
        FileInfoText info = FileInfoText.Parse("pos:\t1024\nflags:\t02102001\nmnt_id:\t26\nino:\t11657279\n"u8);
        Assert.Equal(1024, info.Position);
        Assert.Equal(26, info.MountId);
        Assert.Equal(DescriptorAccess.Write, OpenFlags.Access(info.Flags!.Value));
        Assert.Equal(OpenOptions.Append | OpenOptions.CloseOnExec | OpenOptions.LargeFile, OpenFlags.Names(info.Flags.Value, Architecture.X64));
        Assert.Empty(info.Lines);
    }

    [Fact]
    public void Lines_of_one_kind_are_kept_by_name()
    {
        FileInfoText info = FileInfoText.Parse("pos:\t0\neventfd-count:                3\ntfd:        5 events:       19\ntfd:        6 events:        1\ninotify wd:1 ino:2\n"u8);
        Assert.Equal(["3"], info.Lines["eventfd-count"]);
        Assert.Equal(["5 events:       19", "6 events:        1"], info.Lines["tfd"]);
        Assert.Equal(["wd:1 ino:2"], info.Lines["inotify"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("pos:\nflags:\t9\nmnt_id: x\n")]
    [InlineData("pos:\t10\0\nflags:\t0x1\nmnt_id:\t4294967301\n")]
    [InlineData("pos:\t10")]
    [InlineData("flags:\t77777777777777777777777777")]
    [InlineData(":::\n : \n\t")]
    public void Garbage_is_unknown(string text)
    {
        FileInfoText info = FileInfoText.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Null(info.Position);
        Assert.Null(info.Flags);
        Assert.Null(info.MountId);
    }

    [Theory]
    [InlineData(0x10000, Architecture.X64, OpenOptions.Directory)]
    [InlineData(0x10000, Architecture.Arm64, OpenOptions.Direct)]
    [InlineData(0x4000, Architecture.X64, OpenOptions.Direct)]
    [InlineData(0x4000, Architecture.Arm64, OpenOptions.Directory)]
    [InlineData(0x4000, Architecture.Ppc64le, OpenOptions.Directory)]
    [InlineData(0x10000, Architecture.Ppc64le, OpenOptions.LargeFile)]
    [InlineData(0x20000, Architecture.Ppc64le, OpenOptions.Direct)]
    [InlineData(0x101000, Architecture.X64, OpenOptions.Sync | OpenOptions.DataSync)]
    [InlineData(0x410000, Architecture.X64, OpenOptions.TemporaryFile | OpenOptions.Directory)]
    [InlineData(0, Architecture.X64, OpenOptions.None)]
    public void Some_flags_differ_between_architectures(long flags, Architecture architecture, OpenOptions names) =>
        Assert.Equal(names, OpenFlags.Names(flags, architecture));

    [Theory]
    [InlineData(0, DescriptorAccess.Read)]
    [InlineData(1, DescriptorAccess.Write)]
    [InlineData(2, DescriptorAccess.ReadWrite)]
    [InlineData(0x200000, DescriptorAccess.None)]
    public void Access_is_in_the_lowest_bits(long flags, DescriptorAccess access) => Assert.Equal(access, OpenFlags.Access(flags));

    [Theory]
    [InlineData(0x1180, FileType.Fifo, DescriptorAccess.ReadWrite)]
    [InlineData(0x2100, FileType.CharacterDevice, DescriptorAccess.Read)]
    [InlineData(0x4000, FileType.Directory, DescriptorAccess.None)]
    [InlineData(0x6080, FileType.BlockDevice, DescriptorAccess.Write)]
    [InlineData(0x81a4, FileType.Regular, DescriptorAccess.ReadWrite)]
    [InlineData(0xa1ff, FileType.SymbolicLink, DescriptorAccess.ReadWrite)]
    [InlineData(0xc000, FileType.Socket, DescriptorAccess.None)]
    [InlineData(0xf000, FileType.Unknown, DescriptorAccess.None)]
    public void A_mode_has_type_and_permissions(uint mode, FileType type, DescriptorAccess access) =>
        Assert.Equal((type, access), (StatMode.Type(mode), StatMode.Access(mode)));
}
