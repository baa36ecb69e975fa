using Vmon.Tests.Session;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Model;

// A parent is read before it waits for its child, the child after: the kernel's counters of the parent rise one sample late.
public sealed class EndedChildrenTests : WatchTests
{
    public EndedChildrenTests()
    {
        _ = Proc.Add(1);
        FakeProcess child = Proc.Add(7, 1);
        child.UserTime = 500;
        child.MinorFaults = 90;
        child.ReadBytes = 1_000_000;
        _ = child.Write();
    }

    [Fact]
    public void What_a_parent_takes_in_one_sample_late_is_not_told_again()
    {
        ProcessWatch watch = Follow(1);
        Sample(watch);
        Proc.Remove(7);
        Sample(watch);
        Assert.Equal((0d, 0L), (One(watch, 1).ChildrenCpuPercent, One(watch, 1).IoRead));
        TakeIn(cpu: 510, faults: 95, bytes: 1_000_300);
        Sample(watch);
        Assert.Equal(300, One(watch, 1).IoRead);
        Assert.Equal(10, One(watch, 1).ChildrenCpuPercent!.Value * One(watch, 1).Elapsed!.Value.TotalSeconds, 1e-6);
        Sample(watch);
        Assert.Equal((0d, 0L), (One(watch, 1).ChildrenCpuPercent, One(watch, 1).IoRead));
    }

    [Fact]
    public void A_child_that_nobody_waits_for_takes_nothing_from_what_the_parent_does_later()
    {
        ProcessWatch watch = Follow(1);
        Sample(watch);
        Proc.Remove(7);
        Sample(watch);
        Sample(watch);
        TakeIn(cpu: 0, faults: 0, bytes: 2_000_000);
        Sample(watch);
        Assert.Equal(2_000_000, One(watch, 1).IoRead);
    }

    [Fact]
    public void Childrens_times_that_run_backwards_are_unknown()
    {
        TakeIn(cpu: 50, faults: 5, bytes: 0);
        ProcessWatch watch = Follow(1);
        Sample(watch);
        TakeIn(cpu: 40, faults: 5, bytes: 0);
        Sample(watch);
        Assert.Null(One(watch, 1).ChildrenCpuPercent);
    }

    private void TakeIn(long cpu, long faults, long bytes)
    {
        FakeProcess parent = Proc[1];
        parent.ChildrenUserTime = cpu;
        parent.ChildrenMinorFaults = faults;
        parent.ReadBytes = bytes;
        _ = parent.Write();
    }
}
