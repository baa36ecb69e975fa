using System.Text;
using Vmon.Metrics;
using Vmon.Metrics.Groups;
using Vmon.Metrics.Sampling;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Metrics.Sampling;

public class GroupNamingTests
{
    private const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("/system.slice/nginx.service", "nginx.service")]
    [InlineData("/user.slice/user-1000.slice/session-12.scope", "session-*.scope")]
    [InlineData("/user.slice/user-1000.slice/session-c3.scope", "session-c*.scope")]
    [InlineData("/system.slice/run-u34.service", "run-*.service")]
    [InlineData("/system.slice/run-r0123456789abcdef0123456789abcdef.scope", "run-*.scope")]
    [InlineData("/system.slice/run-p123-i45.service", "run-*.service")]
    [InlineData("/system.slice/run-feed.service", "run-feed.service")]
    [InlineData("/system.slice/run-docker.mount", "run-docker.mount")]
    [InlineData("/system.slice/session-manager.service", "session-manager.service")]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/app.slice/app-editor.scope", "app-editor.scope")]
    [InlineData("/system.slice/getty@tty1.service", "getty@tty1.service")]
    public void Unit_is_the_group_and_numbered_scopes_are_one(string path, string expected) => Assert.Equal(new GroupKey(GroupType.Unit, expected), KeyOf(MetricGrouping.Unit, path));

    [Theory]
    [InlineData(MetricGrouping.Unit)]
    [InlineData(MetricGrouping.Container)]
    public void Process_that_belongs_to_nothing_is_in_the_group_none(MetricGrouping grouping) => Assert.Equal(new GroupKey(GroupType.None, "none"), KeyOf(grouping, "/"));

    [Fact]
    public void Container_has_the_attributes_of_the_conventions()
    {
        GroupKey key = KeyOf(MetricGrouping.Container, $"/system.slice/docker-{Id}.scope");
        Assert.Equal((GroupType.Container, Id[..12]), (key.Type, key.Name));
        KeyValuePair<string, string>[] attributes = [.. GroupNaming.LabelsOf(key).Attributes];
        Assert.Contains(KeyValuePair.Create("container.id", Id), attributes);
        Assert.Contains(KeyValuePair.Create("container.runtime.name", "docker"), attributes);
    }

    [Fact]
    public void Process_with_the_name_of_a_group_is_another_group()
    {
        GroupNaming naming = new(MetricGrouping.Name, users: null);
        Assert.Equal(new GroupKey(GroupType.Name, "other"), naming.KeyOf("other", 1));
        Assert.NotEqual(new GroupKey(GroupType.Other, "other"), naming.KeyOf("other", 1));
        Assert.Equal(@"{vmon_group=""other"",vmon_group_type=""name"",process_executable_name=""other""}", GroupNaming.LabelsOf(naming.KeyOf("other", 1)).ToString());
    }

    [Fact]
    public void Process_is_told_apart_by_its_pid()
    {
        GroupNaming naming = new(MetricGrouping.Process, users: null);
        Assert.NotEqual(naming.KeyOf("sh", 1), naming.KeyOf("sh", 2));
        Assert.Contains(@"process_pid=""2""", GroupNaming.LabelsOf(naming.KeyOf("sh", 2)).ToString(), StringComparison.Ordinal);
    }

    private static GroupKey KeyOf(MetricGrouping grouping, string path) =>
        new GroupNaming(grouping, users: null).KeyOf(new ProcessCgroups(Encoding.UTF8.GetBytes($"0::{path}\n")), 1);
}
