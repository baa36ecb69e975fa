namespace Vmon.Tests.Engine;

public class GroupedTreeTests : WatchTests
{
    public GroupedTreeTests()
    {
        Add(1, 0, "0::/init.scope\n");
        Add(2, 1, "0::/system.slice/web.service\n");
        Add(3, 2, "0::/system.slice/web.service/worker\n");
        Add(4, 3, "0::/system.slice/web.service\n");
        Add(5, 1, "0::/user.slice/user-1000.slice/user@1000.service/app.slice/editor.service\n");
        Add(6, 5, "0::/user.slice/user-1000.slice/user@1000.service/app.slice/editor.service\n");
    }

    [Fact]
    public void Control_groups_are_nested_and_their_processes_come_first() => Assert.Equal(
        """
        /
         /init.scope
          1
         /system.slice
          /system.slice/web.service
           2
           4
           /system.slice/web.service/worker
            3
         /user.slice
          /user.slice/user-1000.slice
           /user.slice/user-1000.slice/user@1000.service
            /user.slice/user-1000.slice/user@1000.service/app.slice
             /user.slice/user-1000.slice/user@1000.service/app.slice/editor.service
              5
               6
        """,
        Drawn(ProcessGrouping.Cgroup));

    [Fact]
    public void Units_of_a_user_are_below_its_manager() => Assert.Equal(
        """
        init.scope
         1
        user@1000.service
         editor.service
          5
           6
        web.service
         2
          3
           4
        """,
        Drawn(ProcessGrouping.Unit));

    [Fact]
    public void A_process_without_a_unit_is_in_a_group_of_its_own()
    {
        Add(7, 1, "0::/\n");
        Assert.StartsWith("-\n 7\n", Drawn(ProcessGrouping.Unit), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_have_the_totals_of_their_processes_and_no_figures_of_their_own()
    {
        ProcessWatch watch = Everything();
        Sample(watch);
        for (int id = 1; id <= 6; id++)
        {
            Proc[id].UserTime = id * 10;
            Proc[id].Write();
        }

        Sample(watch);
        IReadOnlyList<ProcessTreeNode> tree = ProcessTree.Build(watch.Snapshot(), ProcessGrouping.Cgroup);
        ProcessTreeNode web = Assert.Single(tree, node => node.GroupName == "/system.slice/web.service");
        Assert.Equal((3, 90.0), (web.TreeProcessCount, web.TreeCpuPercent));
        Assert.Equal((6, 210.0), (tree[0].TreeProcessCount, tree[0].TreeCpuPercent));
        Assert.Equal((0, null, null, ProcessState.Unknown, false), (web.Id, web.CpuPercent, web.WorkingSet, web.State, web.IsLocal));
        Assert.Equal(tree[0].Interval, web.Interval);
        Assert.Equal([true, false, true], new[] { tree[0], tree[1], web }.Select(node => node.IsLast));
    }

    private string Drawn(ProcessGrouping grouping)
    {
        ProcessWatch watch = Everything();
        Sample(watch);
        return string.Join('\n', ProcessTree.Build(watch.Snapshot(), grouping).Select(node => new string(' ', node.Depth) + (node.GroupName ?? node.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    private void Add(int id, int parent, string groups) => File.WriteAllText(Path.Combine(Proc.Add(id, parent).Path, "cgroup"), groups);
}
