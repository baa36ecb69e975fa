namespace Vmon.Tests.Engine.Model;

/// <summary>Which processes a watch selects by their control groups.</summary>
public class CgroupSelectionTests : WatchTests
{
    [Fact]
    public void Processes_of_a_unit_are_selected_also_later_ones()
    {
        Add(1, "0::/init.scope\n");
        Add(2, "0::/system.slice/web.service\n");
        ProcessWatch watch = Session.Watch(new ProcessSelection { Unit = "web.service".Equals });
        Assert.Equal("+2", Sample(watch));
        Add(3, "0::/system.slice/web.service\n");
        Add(4, "0::/system.slice/other.service\n");
        Assert.Equal("2 +3", Sample(watch));
    }

    [Fact]
    public void The_unit_of_a_user_counts_and_the_name_of_the_process_must_match_as_well()
    {
        const string Group = "0::/user.slice/user-1000.slice/user@1000.service/app.slice/editor.service\n";
        Add(1, Group);
        Add(2, Group);
        Proc[2].Named("editor");
        ProcessWatch watch = Session.Watch(new ProcessSelection { Unit = "editor.service".Equals, Name = "editor".Equals });
        Assert.Equal("+2", Sample(watch));
    }

    [Fact]
    public void A_process_that_moves_before_its_exec_is_selected_when_it_has_another_name()
    {
        Add(1, "0::/init.scope\n");
        ProcessWatch watch = Session.Watch(new ProcessSelection { Unit = "web.service".Equals });
        Assert.Equal("", Sample(watch));
        File.WriteAllText(Path.Combine(Proc[1].Path, "cgroup"), "0::/system.slice/web.service\n");
        Proc[1].Named("nginx");
        Assert.Equal("+1", Sample(watch));
    }

    [Fact]
    public void A_container_is_selected_by_its_identifier()
    {
        string id = new('4', 64);
        Add(1, $"0::/system.slice/docker-{id}.scope\n");
        Add(2, "0::/lxc/web\n");
        Assert.Equal("+1", Sample(Session.Watch(new ProcessSelection { Container = container => container == id })));
        Assert.Equal("+2", Sample(Session.Watch(new ProcessSelection { Container = "web".Equals })));
    }

    [Fact]
    public void Descendants_outside_of_the_unit_are_followed()
    {
        Add(1, "0::/system.slice/web.service\n");
        Add(2, "0::/other\n", parent: 1);
        Assert.Equal("+1 >+2", Sample(Session.Watch(new ProcessSelection { Unit = "web.service".Equals, FollowChildren = true })));
    }

    private void Add(int id, string groups, int parent = 0) => File.WriteAllText(Path.Combine(Proc.Add(id, parent).Path, "cgroup"), groups);
}
