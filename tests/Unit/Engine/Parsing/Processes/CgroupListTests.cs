using System.Text;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class CgroupListTests
{
    [Fact]
    public void Parse_reads_cgroup_version_2()
    {
        ProcessCgroup group = Assert.Single(Parse("0::/user.slice/user-1000.slice\n"));
        Assert.True(group.IsUnified);
        Assert.Empty(group.Controllers);
        Assert.Null(group.Name);
        Assert.Equal("/user.slice/user-1000.slice", group.Path);
        Assert.Equal("0::/user.slice/user-1000.slice", group.ToString());
    }

    [Fact]
    public void Parse_reads_controllers_and_named_hierarchies_of_cgroup_version_1()
    {
        ProcessCgroup[] groups = Parse("9:name=systemd:/system.slice\n3:cpu,cpuacct:/docker/1\n");
        Assert.Equal((9, "systemd", "/system.slice"), (groups[0].HierarchyId, groups[0].Name, groups[0].Path));
        Assert.Empty(groups[0].Controllers);
        Assert.Equal(["cpu", "cpuacct"], groups[1].Controllers);
        Assert.Null(groups[1].Name);
        Assert.Equal("9:name=systemd:/system.slice", groups[0].ToString());
        Assert.Equal("3:cpu,cpuacct:/docker/1", groups[1].ToString());
    }

    [Fact]
    public void Parse_splits_only_at_the_first_two_colons()
    {
        Assert.Equal("/a:b:/c", Assert.Single(Parse("0::/a:b:/c\n")).Path);
        Assert.Equal("/x (deleted)", Assert.Single(Parse("4:memory:/x (deleted)\n")).Path);
        Assert.Equal("/a\udcffb", Assert.Single(CgroupList.Parse([.. "0::/a"u8, 0xff, .. "b\n"u8])).Path);
    }

    [Theory]
    [InlineData("9:memory:/docker/a\n1:name=systemd:/docker/a\n0::/\n", "/docker/a")]
    [InlineData("4:memory:/m\n1:name=systemd:/s\n0::/u\n", "/s")]
    [InlineData("4:freezer:/f\n3:cpu,cpuacct:/c\n0::/u\n", "/c")]
    [InlineData("4:net_cls,net_prio:/\n0::/u\n", "/u")]
    [InlineData("1:name=systemd:/s\n0::/u\n", "/u")]
    [InlineData("4:memory:/m\n1:name=systemd:/s\n", "/s")]
    [InlineData("4:memory:/m\n1:name=other:/o\n", "/m")]
    [InlineData("5:cpu:/\n4:memory:/m\n1:name=systemd:/\n0::/\n", "/m")]
    [InlineData("4:memory:/\n1:name=systemd:/\n0::/\n", "/")]
    [InlineData("", null)]
    public void Main_prefers_the_hierarchy_that_accounts_resources(string text, string? path) =>
        Assert.Equal(path, CgroupList.Main(Parse(text))?.Path);

    [Theory]
    [InlineData("noise\n")]
    [InlineData("4\n")]
    [InlineData("4:memory\n")]
    [InlineData(":memory:/x\n")]
    [InlineData("x:memory:/x\n")]
    [InlineData("\n\n")]
    public void Parse_skips_malformed_lines(string line) => Assert.Equal("/y", Assert.Single(Parse(line + "0::/y\n")).Path);

    private static ProcessCgroup[] Parse(string text) => CgroupList.Parse(Encoding.UTF8.GetBytes(text));
}
