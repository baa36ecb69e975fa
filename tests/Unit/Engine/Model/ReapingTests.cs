using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Model;

// The kernel adds the usage of a child to the parent that reaps it. Files are read one after the other while children exit.
public sealed class ReapingTests : WatchTests
{
    // The clock is read twice at the start of a sample, and once for each process between its stat and its io.
    private const int AtFirstProcess = 2;
    private const int AtSecondProcess = 3;
    private const int AtThirdProcess = 4;

    public ReapingTests()
    {
        _ = Proc.Add(1);
        _ = Proc.Add(5, 1);
        AddChild(7, 1, cpu: 500, faults: 90, bytes: 1_000_000);
    }

    [Fact]
    public void Child_reaped_after_its_parent_was_read_is_counted_once()
    {
        ProcessWatch watch = Follow(1);
        Sample(watch);
        Proc.Time.AtLook(AtSecondProcess, () => Reap(7, 1, cpu: 510, faults: 95, bytes: 1_000_300));
        Sample(watch);
        Assert.Equal((10, 300L), Credited(watch, 1));
        Sample(watch);
        Assert.Equal((0, 0L), Credited(watch, 1));
    }

    [Fact]
    public void Child_reaped_between_stat_and_io_of_its_parent_is_counted_once()
    {
        ProcessWatch watch = Follow(1);
        Sample(watch);
        Proc.Time.AtLook(AtFirstProcess, () => Reap(7, 1, cpu: 510, faults: 95, bytes: 1_000_300));
        Sample(watch);
        Assert.Equal((10, 300L), Credited(watch, 1));
        Sample(watch);
        Assert.Equal((0, 0L), Credited(watch, 1));
    }

    [Fact]
    public void Child_read_before_its_parent_reaped_it_is_counted_once()
    {
        _ = Proc.Add(9, 1);
        AddChild(8, 9, cpu: 300, faults: 70, bytes: 5_000_000);
        ProcessWatch watch = Everything();
        Sample(watch);
        Assert.Equal(9, One(watch, 8).ParentId);
        Proc[8].UserTime = 320;
        Proc[8].ReadBytes = 5_000_400;
        _ = Proc[8].Write();
        Proc.Time.AtLook(AtThirdProcess + 2, () => Reap(8, 9, cpu: 321, faults: 71, bytes: 5_000_500)); // after 8, before 9
        string sample = Sample(watch);
        Assert.Contains("-8", sample, StringComparison.Ordinal);
        Assert.Equal((1, 100L), Credited(watch, 9));
        Assert.Equal((20, 400L), (One(watch, 8).CpuTime!.Value.TotalSeconds * 100, One(watch, 8).IoRead));
        Sample(watch);
        Assert.Equal((0, 0L), Credited(watch, 9));
        Assert.DoesNotContain("8", Sample(watch), StringComparison.Ordinal);
    }

    [Fact]
    public void Child_that_was_never_sampled_is_counted_in_full_with_a_sampled_one()
    {
        ProcessWatch watch = Follow(1);
        Sample(watch);
        TakeIn(1, cpu: 3, faults: 100, bytes: 1000);
        Proc.Time.AtLook(AtThirdProcess, () => Reap(7, 1, cpu: 503, faults: 90, bytes: 1_001_000));
        Sample(watch);
        Assert.Equal((6, 2000L), Credited(watch, 1));
        Sample(watch);
        Assert.Equal((0, 0L), Credited(watch, 1));
    }

    [Fact]
    public void Children_that_exit_in_every_sample_are_counted_once_each()
    {
        ProcessWatch watch = Follow(1);
        Sample(watch);
        int[] living = [];
        List<(double?, long?)> credited = [];
        for (int round = 0; round < 10; round++)
        {
            foreach (int id in living) Reap(id, 1, cpu: 100, faults: 50 + id, bytes: 10_000 * id);
            if (round == 3) Proc.Time.AtLook(AtSecondProcess, () => Reap(7, 1, cpu: 500, faults: 90, bytes: 1_000_000));
            living = [20 + (2 * round), 21 + (2 * round)];
            foreach (int id in living) AddChild(id, 1, cpu: 100, faults: 50 + id, bytes: 10_000 * id);
            Sample(watch);
            credited.Add(Credited(watch, 1));
        }

        Assert.Equal(Enumerable.Repeat<(double?, long?)>((0, 0), 10), credited);
    }

    [Fact]
    public void Grandchild_reaped_by_its_parent_is_not_counted_by_its_grandparent()
    {
        AddChild(8, 7, cpu: 300, faults: 40, bytes: 300_000);
        ProcessWatch watch = Follow(1);
        Sample(watch);
        Proc.Time.AtLook(AtThirdProcess + 1, () => Reap(8, 7, cpu: 300, faults: 40, bytes: 300_000)); // 7 was read too
        Sample(watch);
        Assert.Equal((0, 0L), Credited(watch, 7));
        Reap(7, 1, cpu: 800, faults: 130, bytes: 1_300_000);
        Sample(watch);
        Assert.Equal((0, 0L), Credited(watch, 1));
    }

    [Fact]
    public void Orphan_that_exits_with_its_parent_is_counted_by_its_reaper()
    {
        _ = Proc.Add(8, 7); // 1 adopts the orphans of 8, and 7 reaps 8
        AddChild(9, 8, cpu: 450, faults: 60, bytes: 9_000_000);
        ProcessWatch watch = Follow(1);
        Sample(watch);
        Reap(9, 1, cpu: 460, faults: 60, bytes: 9_000_100);
        Reap(8, 7, cpu: 10, faults: 5, bytes: 0);
        Sample(watch);
        Assert.Equal((10, 100L), Credited(watch, 1));
        Assert.Equal((10, 0L), Credited(watch, 7));
    }

    [Fact]
    public void Orphan_that_another_process_reaped_does_not_displace_a_child()
    {
        _ = Proc.Add(8, 1);
        AddChild(9, 8, cpu: 0, faults: 20, bytes: 7_000); // 8 leaves it to a process that is not followed
        ProcessWatch watch = Follow(1);
        Sample(watch);
        AddChild(30, 1, cpu: 49_300, faults: 5_894_929, bytes: 370_491_392);
        Sample(watch);
        Proc.Remove(9);
        Reap(8, 1, cpu: 0, faults: 0, bytes: 0);
        Reap(30, 1, cpu: 49_300, faults: 5_894_929, bytes: 370_491_392);
        Sample(watch);
        Assert.Equal((0, 0L), Credited(watch, 1));
        Sample(watch);
        Assert.Equal((0, 0L), Credited(watch, 1));
    }

    [Fact]
    public void Orphan_that_another_process_reaped_does_not_displace_another_orphan()
    {
        _ = Proc.Add(8, 1);
        AddChild(9, 8, cpu: 0, faults: 20, bytes: 7_000);
        AddChild(30, 8, cpu: 49_300, faults: 5_894_929, bytes: 370_491_392);
        ProcessWatch watch = Follow(1);
        Sample(watch);
        Proc.Remove(9);
        Reap(30, 8, cpu: 49_300, faults: 5_894_929, bytes: 370_491_392);
        Reap(8, 1, cpu: 49_300, faults: 5_894_929, bytes: 370_491_392);
        Sample(watch);
        Assert.Equal((0, 0L), Credited(watch, 1));
    }

    [Fact]
    public void ChildrenCpuTime_is_null_when_the_kernel_discarded_usage_of_a_child()
    {
        ProcessWatch watch = Follow(1);
        Sample(watch);
        Proc.Remove(7);
        Sample(watch);
        Assert.Null(One(watch, 1).ChildrenCpuTime);
        Assert.False(ProcessTree.Build(watch.Snapshot())[0].IsComplete);
        Sample(watch);
        Assert.Equal((0, 0L), Credited(watch, 1));
        TakeIn(1, cpu: 0, faults: 0, bytes: 2_000_000);
        Sample(watch);
        Assert.Equal(2_000_000, One(watch, 1).IoRead);
    }

    [Fact]
    public void ChildrenCpuTime_is_null_when_the_process_ignores_SIGCHLD()
    {
        Proc[1].IgnoredSignals = 1 << 16;
        _ = Proc[1].Write();
        ProcessWatch watch = Follow(1);
        Sample(watch);
        Assert.Equal((true, false), (One(watch, 1).DiscardsChildUsage, One(watch, 5).DiscardsChildUsage));
        Sample(watch);
        Assert.Null(One(watch, 1).ChildrenCpuTime);
        Assert.Equal(TimeSpan.Zero, One(watch, 5).ChildrenCpuTime);
        IReadOnlyList<ProcessTreeNode> tree = ProcessTree.Build(watch.Snapshot());
        Assert.Equal([false, true, true], tree.Select(node => node.IsComplete));
    }

    [Fact]
    public void ChildrenCpuPercent_is_null_when_its_counter_decreases()
    {
        TakeIn(1, cpu: 50, faults: 5, bytes: 0);
        ProcessWatch watch = Follow(1);
        Sample(watch);
        TakeIn(1, cpu: -10, faults: 0, bytes: 0);
        Sample(watch);
        Assert.Null(One(watch, 1).ChildrenCpuPercent);
    }

    [Fact]
    public void Tree_totals_count_an_exited_child_once()
    {
        ProcessWatch watch = Follow(1);
        Sample(watch);
        Reap(7, 1, cpu: 520, faults: 95, bytes: 1_000_300);
        Sample(watch);
        IReadOnlyList<ProcessTreeNode> tree = ProcessTree.Build(watch.Snapshot());
        Assert.Equal([1, 5, 7], tree.Select(node => node.Id).Order());
        ProcessTreeNode root = tree[0];
        Assert.Equal((2, 2), (root.TreeProcessCount, root.TreeThreadCount));
        Assert.Equal((0.2, 5.2), (root.TreeCpuTime!.Value.TotalSeconds, root.TreeCPU!.Value));
        Assert.Equal((300L, 1_000_300L), (root.TreeIoRead, root.TreeIoReadTotal));
        Assert.Equal(2 * One(watch, 5).WorkingSet, root.TreeWorkingSet);
    }

    [Fact]
    public void CpuPercent_of_new_processes_never_exceeds_the_available_CPU()
    {
        ProcessWatch watch = Follow(1);
        Sample(watch);
        Proc.Pass(TimeSpan.FromSeconds(1));
        AddChild(8, 1, cpu: 50, faults: 10, bytes: 0, start: Proc.Now - 50); // one after the other on one core
        AddChild(9, 1, cpu: 50, faults: 10, bytes: 0, start: Proc.Now);
        Sample(watch);
        Assert.Equal([25, 25], watch.Processes().Where(process => process.IsFirstSample).Select(process => process.CpuPercent!.Value));
        Assert.Equal(50, ProcessTree.Build(watch.Snapshot())[0].TreeCpuPercent);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Usage_of_a_child_is_counted_once_if_it_and_its_parent_exit_after_both_were_read(int looks)
    {
        AddChild(8, 7, cpu: 300, faults: 40, bytes: 300_000);
        _ = Proc.Add(9, 1);
        ProcessWatch watch = Everything();
        Sample(watch);
        Proc.Time.AtLook(AtThirdProcess + looks, () =>
        {
            Reap(8, 7, cpu: 300, faults: 40, bytes: 300_000);
            Reap(7, 1, cpu: 800, faults: 130, bytes: 1_300_000);
        });
        Sample(watch);
        Assert.Equal((0, 0L), Credited(watch, 1));
        Sample(watch);
        Assert.Equal((0, 0L), Credited(watch, 1));
    }

    /// <summary>CPU ticks and bytes credited to a process for the children that it reaped.</summary>
    private static (double? Cpu, long? Bytes) Credited(ProcessWatch watch, int id)
    {
        ProcessSample process = One(watch, id);
        return (process.ChildrenCpuTime is { } time ? Math.Round(time.TotalSeconds * 100, 6) : null, process.IoRead);
    }

    private void AddChild(int id, int parent, long cpu, long faults, long bytes, long start = 100)
    {
        FakeProcess child = Proc.Add(id, parent, start);
        child.UserTime = cpu;
        child.MinorFaults = faults;
        child.ReadBytes = bytes;
        _ = child.Write();
    }

    private void Reap(int id, int reaper, long cpu, long faults, long bytes)
    {
        int lives = Proc[id].Lives;
        Proc.Remove(id);
        TakeIn(reaper, cpu, faults, bytes, lives);
    }

    private void TakeIn(int reaper, long cpu, long faults, long bytes, int lives = 1)
    {
        FakeProcess parent = Proc[reaper];
        parent.ChildrenUserTime += cpu;
        parent.ChildrenMinorFaults += faults;
        parent.ReadBytes += bytes;
        parent.Lives += lives;
        _ = parent.Write();
    }
}
