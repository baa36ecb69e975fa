using System.Text;
using Vmon.Parsing.Cgroups;

namespace Vmon.Tests.Engine.Parsing.Cgroups;

public class CgroupMountTests
{
    [Fact]
    public void Parse_finds_the_hierarchies_of_both_versions()
    {
        IReadOnlyList<CgroupMount> mounts = Parse(
            "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755\n"
            + "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 master:1 - cgroup cgroup rw,cpu,cpuacct\n"
            + "40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,xattr,name=systemd\n"
            + "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw,nsdelegate\n");
        Assert.Equal(3, mounts.Count);
        Assert.Equal(("/sys/fs/cgroup/cpu,cpuacct", "/", 1), (mounts[0].Directory, mounts[0].Root, mounts[0].Version));
        Assert.Equal(["cpu", "cpuacct"], mounts[0].Controllers);
        Assert.Equal(["name=systemd"], mounts[1].Controllers);
        Assert.Equal(("/sys/fs/cgroup/unified", 2), (mounts[2].Directory, mounts[2].Version));
    }

    [Fact]
    public void The_root_of_a_container_is_the_group_that_is_mounted()
    {
        CgroupMount mount = Assert.Single(Parse("32 31 0:29 /docker/4e5f /sys/fs/cgroup/memory ro,relatime - cgroup cgroup rw,memory\n"));
        Assert.Equal("/docker/4e5f", mount.Root);
    }

    [Fact]
    public void A_hierarchy_that_is_mounted_twice_is_read_once() => Assert.Single(Parse(
        "41 31 0:38 / /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw\n99 31 0:38 / /mnt/other rw,relatime - cgroup2 cgroup2 rw\n"));

    [Fact]
    public void Escapes_in_paths_are_replaced() =>
        Assert.Equal("/mnt/a b\\c", Assert.Single(Parse("41 31 0:38 / /mnt/a\\040b\\134c rw - cgroup2 cgroup2 rw\n")).Directory);

    [Theory]
    [InlineData("")]
    [InlineData(" - cgroup2 cgroup2 rw\n")]
    [InlineData("41 31 0:38 / /x rw - cgroup2\n")]
    [InlineData("41 31 0:38 / /x rw - cgroupfoo x rw\n")]
    [InlineData("41 31 0:38 / /x rw - cgroup2 cgroup2 rw")]
    public void Other_and_malformed_lines_are_skipped(string text) => Assert.Empty(Parse(text));

    private static IReadOnlyList<CgroupMount> Parse(string text) => CgroupMount.Parse(Encoding.UTF8.GetBytes(text));
}
