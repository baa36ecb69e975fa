namespace Vmon.Tests.Engine;

public class ProcessTreeTests : WatchTests
{
    [Fact]
    public void Build_sums_totals_over_the_subtree()
    {
        Proc.Add(1);
        Proc.Add(2, 1);
        Proc.Add(3, 2);
        Proc.Add(4, 1);
        ProcessWatch watch = Everything();
        Sample(watch);
        for (int id = 1; id <= 4; id++)
        {
            Proc[id].UserTime = id * 10;
            Proc[id].ReadBytes = id * 1000;
            Proc[id].Write();
        }

        Sample(watch);
        IReadOnlyList<ProcessTreeNode> tree = ProcessTree.Build(watch.Snapshot());
        Assert.Equal([1, 2, 3, 4], tree.Select(node => node.Id));
        Assert.Equal([4, 2, 1, 1], tree.Select(node => node.TreeProcessCount));
        Assert.Equal([100d, 50, 30, 40], tree.Select(node => node.TreeCpuPercent!.Value));
        Assert.Equal([1d, 0.5, 0.3, 0.4], tree.Select(node => Math.Round(node.TreeCPU!.Value, 6)));
        Assert.Equal([10_000L, 5000, 3000, 4000], tree.Select(node => node.TreeIoRead!.Value));
        Assert.Equal([4, 2, 1, 1], tree.Select(node => node.TreeThreadCount!.Value));
        Assert.Equal([2, 4], tree[0].Children.Select(node => node.Id));
        Assert.Equal([true, false, true, true], tree.Select(node => node.IsLast));
        Assert.Null(tree[0].Parent);
        Assert.All(tree, node => Assert.True(node.IsComplete));
    }

    [Fact]
    public void Tree_totals_are_null_only_when_every_value_is_null()
    {
        Proc.Add(1).ReadBytes = null;
        Proc[1].Write();
        Proc.Add(2, 1).ReadBytes = 700;
        Proc[2].Write();
        Proc.Add(3).ReadBytes = null;
        Proc[3].Write();
        ProcessWatch watch = Everything();
        Sample(watch);
        IReadOnlyList<ProcessTreeNode> tree = ProcessTree.Build(watch.Snapshot());
        Assert.Equal([700L, 700L, null], tree.Select(node => node.TreeIoReadTotal));
        Assert.All(tree, node => Assert.Null(node.TreeCpuPercent));
    }

    [Fact]
    public void Build_of_an_empty_snapshot_returns_an_empty_tree() => Assert.Empty(ProcessTree.Build(new ProcessSnapshot(1, null, [])));
}
