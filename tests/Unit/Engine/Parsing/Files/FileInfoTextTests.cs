using System.Runtime.InteropServices;
using System.Text;
using Vmon.Parsing.Files;

namespace Vmon.Tests.Engine.Parsing.Files;

public class FileInfoTextTests
{
    [Fact]
    public void Parse_reads_flags_as_octal_and_other_numbers_as_decimal()
    {
        FileInfoText info = FileInfoText.Parse("pos:\t1024\nflags:\t02102001\nmnt_id:\t26\nino:\t11657279\n"u8);
        Assert.Equal(1024, info.Position);
        Assert.Equal(26, info.MountId);
        Assert.Equal(DescriptorAccess.Write, OpenFlags.Access(info.Flags!.Value));
        Assert.Equal(OpenOptions.Append | OpenOptions.CloseOnExec | OpenOptions.LargeFile, OpenFlags.Names(info.Flags.Value, Architecture.X64));
        Assert.Empty(info.Lines);
    }

    [Fact]
    public void Lines_groups_remaining_lines_by_name()
    {
        FileInfoText info = FileInfoText.Parse("pos:\t0\neventfd-count:                3\ntfd:        5 events:       19\ntfd:        6 events:        1\ninotify wd:1 ino:2\n"u8);
        Assert.Equal(["3"], info.Lines["eventfd-count"]);
        Assert.Equal(["5 events:       19", "6 events:        1"], info.Lines["tfd"]);
        Assert.Equal(["wd:1 ino:2"], info.Lines["inotify"]);
    }

    // The lines of Linux 6.18, without pos, flags, mnt_id and ino.
    [Theory]
    [InlineData("clockid: 0\nticks: 0\nsettime flags: 01\nit_value: (0, 49406829)\nit_interval: (1, 0)\n", "clockid=0 ticks=0 settime flags=01 it_value=(0, 49406829) it_interval=(1, 0)")]
    [InlineData("eventfd-count:                3\neventfd-id: 5\neventfd-semaphore: 0\n", "eventfd-count=3 eventfd-id=5 eventfd-semaphore=0")]
    [InlineData("sigmask:\t0000000000004002\n", "sigmask=0000000000004002")]
    [InlineData("Pid:\t812\nNSpid:\t812\t3\n", "Pid=812 NSpid=812\t3")]
    [InlineData("tfd:        5 events:       19 data:                5  pos:0 ino:61af sdev:7\n", "tfd=5 events:       19 data:                5  pos:0 ino:61af sdev:7")]
    [InlineData("fanotify flags:0 event-flags:8000\nfanotify mnt_id:9 mflags:0 mask:3b ignored_mask:0\n", "fanotify=flags:0 event-flags:8000|mnt_id:9 mflags:0 mask:3b ignored_mask:0")]
    [InlineData("map_type:\t1\nkey_size:\t4\nmemlock:\t4096\n", "map_type=1 key_size=4 memlock=4096")]
    [InlineData("pending:\t0\ntotal:\t0\nAPI:\taa:0:0\n", "pending=0 total=0 API=aa:0:0")]
    [InlineData("SqMask:\t0x7\nSqThread:\t-1\nUserFiles:\t1\n    0: /tmp/a\nPollList:\n", "SqMask=0x7 SqThread=-1 UserFiles=1 PollList=")]
    [InlineData("drm-driver:\ti915\ndrm-memory-vram:\t12 KiB\n", "drm-driver=i915 drm-memory-vram=12 KiB")]
    [InlineData("lock:\t1: POSIX  ADVISORY  WRITE 812 08:02:1234 0 EOF\n", "lock=1: POSIX  ADVISORY  WRITE 812 08:02:1234 0 EOF")]
    public void Lines_uses_the_kernel_names_of_each_descriptor_type(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', FileInfoText.Parse(Encoding.UTF8.GetBytes(text)).Lines.Select(line => $"{line.Key}={string.Join('|', line.Value)}")));

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("pos:\nflags:\t9\nmnt_id: x\n")]
    [InlineData("pos:\t10\0\nflags:\t0x1\nmnt_id:\t4294967301\n")]
    [InlineData("pos:\t10")]
    [InlineData("flags:\t77777777777777777777777777")]
    [InlineData(":::\n : \n\t")]
    public void Parse_returns_nulls_for_malformed_text(string text)
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
    public void Names_maps_flags_by_architecture(long flags, Architecture architecture, OpenOptions names) =>
        Assert.Equal(names, OpenFlags.Names(flags, architecture));

    [Theory]
    [InlineData(0, DescriptorAccess.Read)]
    [InlineData(1, DescriptorAccess.Write)]
    [InlineData(2, DescriptorAccess.ReadWrite)]
    [InlineData(0x200000, DescriptorAccess.None)]
    public void Access_is_decoded_from_the_access_mode_bits(long flags, DescriptorAccess access) => Assert.Equal(access, OpenFlags.Access(flags));

    [Theory]
    [InlineData(0x1180, FileType.Fifo, DescriptorAccess.ReadWrite)]
    [InlineData(0x2100, FileType.CharDevice, DescriptorAccess.Read)]
    [InlineData(0x4000, FileType.Directory, DescriptorAccess.None)]
    [InlineData(0x6080, FileType.BlockDevice, DescriptorAccess.Write)]
    [InlineData(0x81a4, FileType.Regular, DescriptorAccess.ReadWrite)]
    [InlineData(0xa1ff, FileType.Symlink, DescriptorAccess.ReadWrite)]
    [InlineData(0xc000, FileType.Socket, DescriptorAccess.None)]
    [InlineData(0xf000, FileType.Unknown, DescriptorAccess.None)]
    public void StatMode_decodes_type_and_permissions(uint mode, FileType type, DescriptorAccess access) =>
        Assert.Equal((type, access), (StatMode.Type(mode), StatMode.Access(mode)));
}
