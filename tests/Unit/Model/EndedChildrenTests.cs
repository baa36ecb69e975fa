using Vmon.Tests.Session;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Model;

// A parent is read before it waits for its child, the child after: the kernel's counters of the parent rise one sample late.
public sealed class EndedChildrenTests : WatchTests
{
    private const int AfterParent = 3; // that of the sample, of the parent's stat, and of another child

    public EndedChildrenTests()
    {
        _ = Proc.Add(1);
        _ = Proc.Add(5, 1);
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
        EndLate(cpu: 510, faults: 95, bytes: 1_000_300);
        Sample(watch);
        Assert.Equal((0d, 0L), (One(watch, 1).ChildrenCpuPercent, One(watch, 1).IoRead));
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
    public void While_children_end_all_the_time_one_that_is_waited_for_late_hides_no_other()
    {
        ProcessWatch watch = Follow(1);
        Sample(watch);
        int[] living = [];
        List<long?> told = [];
        for (int round = 0; round < 10; round++)
        {
            foreach (int id in living) Proc.Remove(id);
            Wait(living);
            if (round == 3) EndLate(cpu: Proc[1].ChildrenUserTime + 500, faults: Proc[1].ChildrenMinorFaults + 90, bytes: Proc[1].ReadBytes!.Value + 1_000_000);
            living = [20 + (2 * round), 21 + (2 * round)];
            foreach (int id in living) AddChild(id);
            Sample(watch);
            told.Add(One(watch, 1).IoRead);
        }

        Assert.Equal(new long?[10].Select(_ => (long?)0), told); // the parent itself has read nothing
    }

    [Fact]
    public void One_that_is_waited_for_late_is_told_apart_from_those_that_nobody_saw()
    {
        ProcessWatch watch = Follow(1);
        Sample(watch);
        TakeIn(cpu: 3, faults: 100, bytes: 1000);
        EndLate(cpu: 503, faults: 190, bytes: 1_001_000);
        Sample(watch);
        Assert.Equal(1000, One(watch, 1).IoRead!.Value);
        Assert.Equal(3, Ticks(watch), 1e-6);
        Sample(watch);
        Assert.Equal((0L, 0d), (One(watch, 1).IoRead, Ticks(watch)));
    }

    [Fact]
    public void One_that_seems_to_be_late_because_another_was_is_taken_away_in_the_next_sample()
    {
        AddChild(20);
        ProcessWatch watch = Follow(1);
        Sample(watch);
        Proc.Remove(20);
        Wait(20);
        Proc.Time.AtLook(AfterParent, () => TakeIn(cpu: 110, faults: 150, bytes: 201_000)); // of one that nobody saw, after the parent was read
        Sample(watch);
        long told = One(watch, 1).IoRead!.Value;
        double ticks = Ticks(watch);
        Sample(watch);
        Sample(watch);
        Assert.Equal((200_000L, 100d), (told, ticks)); // too early
        TakeIn(cpu: 210, faults: 190, bytes: 402_000);
        Sample(watch);
        Assert.InRange(One(watch, 1).IoRead!.Value, 1000, 201_000);
    }

    [Fact]
    public void What_a_child_had_not_told_of_its_own_children_when_it_ended_is_not_told_again_by_its_parent()
    {
        FakeProcess grandchild = Proc.Add(8, 7);
        grandchild.UserTime = 300;
        grandchild.MinorFaults = 40;
        grandchild.ReadBytes = 300_000;
        _ = grandchild.Write();
        ProcessWatch watch = Follow(1);
        Sample(watch);
        Proc.Time.AtLook(AfterParent + 1, () => // 7 was read as well
        {
            Proc.Remove(8);
            Proc[7].ChildrenMinorFaults = 40;
            Proc[7].ChildrenUserTime = 300;
            Proc[7].ReadBytes = 1_300_000;
            _ = Proc[7].Write();
        });
        Sample(watch);
        Proc.Remove(7);
        TakeIn(cpu: 800, faults: 130, bytes: 1_300_000);
        Sample(watch);
        Assert.Equal((0L, 0d), (One(watch, 1).IoRead, Ticks(watch)));
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

    private static double Ticks(ProcessWatch watch) => One(watch, 1).ChildrenCpuPercent!.Value * One(watch, 1).Elapsed!.Value.TotalSeconds;

    private void AddChild(int id)
    {
        FakeProcess child = Proc.Add(id, 1);
        child.UserTime = 100;
        child.MinorFaults = 50 + id;
        child.ReadBytes = 10_000 * id;
        _ = child.Write();
    }

    private void Wait(params int[] children)
    {
        FakeProcess parent = Proc[1];
        foreach (int id in children)
        {
            parent.ChildrenUserTime += 100;
            parent.ChildrenMinorFaults += 50 + id;
            parent.ReadBytes += 10_000 * id;
        }

        _ = parent.Write();
    }

    /// <summary>Its parent waits for it after it was read itself.</summary>
    private void EndLate(long cpu, long faults, long bytes) => Proc.Time.AtLook(AfterParent, () =>
    {
        Proc.Remove(7);
        TakeIn(cpu, faults, bytes);
    });

    private void TakeIn(long cpu, long faults, long bytes)
    {
        FakeProcess parent = Proc[1];
        parent.ChildrenUserTime = cpu;
        parent.ChildrenMinorFaults = faults;
        parent.ReadBytes = bytes;
        _ = parent.Write();
    }
}
