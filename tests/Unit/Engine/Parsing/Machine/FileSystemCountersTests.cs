using System.Text;
using Vmon.Parsing.Machine;

namespace Vmon.Tests.Engine.Parsing.Machine;

public class FileSystemCountersTests
{
    [Fact]
    public void TryParse_reads_mount_point_description_and_space()
    {
        FileSystemCounters space = Parse("/run/a\\040b tmpfs tmpfs 0:33 rw 4096 65536 1234 1000 16384 12000", "/run/a\\040b", "tmpfs tmpfs 0:33 rw");
        Assert.True(space.IsKnown);
        Assert.Equal((4096, 65536, 1234, 1000, 16384, 12000), (space.BlockSize, space.Blocks, space.FreeBlocks, space.AvailableBlocks, space.Inodes, space.FreeInodes));
    }

    [Theory]
    [InlineData("-")]
    [InlineData("")]
    [InlineData("4096 65536 1234 1000 16384")]
    [InlineData("4096 65536 1234 1000 16384 12000 1")]
    [InlineData("0 65536 1234 1000 16384 12000")]
    [InlineData("4096 65536 65537 1000 16384 12000")]
    [InlineData("4096 65536 1234 18446744073709551000 16384 12000")]
    [InlineData("4096 9223372036854775807 1234 1000 16384 12000")]
    public void TryParse_without_plausible_numbers_leaves_the_space_unknown(string numbers) => Assert.False(Parse("/mnt srv:/x nfs4 0:50 rw " + numbers, "/mnt", "srv:/x nfs4 0:50 rw").IsKnown);

    [Fact]
    public void TryParse_with_more_free_inodes_than_inodes_leaves_them_unknown()
    {
        FileSystemCounters space = Parse("/mnt a b 0:50 rw 4096 65536 1234 1000 0 12000", "/mnt", "a b 0:50 rw");
        Assert.True(space.IsKnown);
        Assert.Equal((0, 0), (space.Inodes, space.FreeInodes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/mnt")]
    [InlineData("/mnt tmpfs tmpfs 0:33")]
    [InlineData("mnt tmpfs tmpfs 0:33 rw -")]
    [InlineData("/mnt tmpfs  tmpfs 0:33 rw -")]
    [InlineData("/mnt tmpfs\ttmpfs 0:33 rw -")]
    public void TryParse_rejects_lines_without_a_file_system(string line) => Assert.False(FileSystemCounters.TryParse(Encoding.ASCII.GetBytes(line), out _, out _, out _));

    private static FileSystemCounters Parse(string line, string mountPoint, string description)
    {
        Assert.True(FileSystemCounters.TryParse(Encoding.ASCII.GetBytes(line), out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> text, out FileSystemCounters space));
        Assert.Equal((mountPoint, description), (Encoding.ASCII.GetString(name), Encoding.ASCII.GetString(text)));
        return space;
    }
}
