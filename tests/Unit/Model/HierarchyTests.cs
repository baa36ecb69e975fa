using Vmon.Tests.Session;

namespace Vmon.Tests.Model;

public class HierarchyTests : WatchTests
{
    [Fact]
    public void Orphan_that_was_read_before_its_parent_exited_and_then_exits_is_below_the_process_that_adopted_it()
    {
        _ = Proc.Add(1);
        _ = Proc.Add(5, 1);
        _ = Proc.Add(4, 5);
        ProcessWatch watch = Everything();
        Assert.Equal("+1 >+5 >>+4", Sample(watch));
        Proc.Time.AtLook(4, () => Proc.Remove(5, heir: 1)); // 4 is read, 5 is not
        Assert.Equal("1 >-5 >>4", Sample(watch));
        Proc.Remove(4);
        Assert.Equal("1 >-4", Sample(watch));
    }

    [Fact]
    public void Parents_come_before_their_children_depth_first()
    {
        Proc.Add(1);
        Proc.Add(9, 1);
        Proc.Add(5, 9);
        Proc.Add(3, 5);
        Proc.Add(4, 1);
        Assert.Equal("+1 >+4 >+9 >>+5 >>>+3", Sample(Everything()));
        Assert.Equal("+9 >+5 >>+3", Sample(Follow(9)));
    }

    [Fact]
    public void Grandchildren_are_found_in_the_first_sample_and_new_ones_in_the_next()
    {
        Proc.Add(1);
        Proc.Add(2, 1);
        Proc.Add(3, 2);
        ProcessWatch watch = Follow(1);
        Assert.Equal("+1 >+2 >>+3", Sample(watch));
        Proc.Add(4, 3, start: Proc.Now);
        Proc.Add(5, 4, start: Proc.Now);
        Assert.Equal("1 >2 >>3 >>>+4 >>>>+5", Sample(watch));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_orphan_moves_to_init_when_its_parents_last_showing_is_over(bool everything)
    {
        Proc.Add(1);
        Proc.Add(5, 1);
        Proc.Add(6, 5);
        ProcessWatch watch = everything ? Everything() : Follow(5);
        Sample(watch);
        Proc.Remove(5, heir: 1);
        Assert.Equal(everything ? "1 >-5 >>6" : "-5 >6", Sample(watch));
        Assert.False(watch.HasEnded);
        Assert.Equal(everything ? "1 >6" : "6", Sample(watch));
        Assert.Equal(1, One(watch, 6).ParentId);
    }

    [Fact]
    public void An_orphan_moves_to_a_subreaper()
    {
        Proc.Add(1);
        Proc.Add(2, 1);
        Proc.Add(5, 2, start: 200);
        Proc.Add(6, 5, start: 300);
        ProcessWatch watch = Follow(2);
        Assert.Equal("+2 >+5 >>+6", Sample(watch));
        Proc.Remove(5, heir: 2);
        Assert.Equal("2 >-5 >>6", Sample(watch));
        Assert.Equal("2 >6", Sample(watch));
    }

    [Fact]
    public void An_orphan_of_many_who_die_at_once_outlives_them()
    {
        Proc.Add(1);
        for (int pid = 2; pid <= 6; pid++) Proc.Add(pid, pid - 1);
        ProcessWatch watch = Follow(2);
        Sample(watch);
        for (int pid = 2; pid <= 5; pid++) Proc.Remove(pid, heir: 1);
        Assert.Equal("-2 >-3 >>-4 >>>-5 >>>>6", Sample(watch));
        Assert.Equal("6", Sample(watch));
        Proc.Remove(6);
        Assert.Equal("-6", Sample(watch));
        Assert.True(watch.HasEnded);
    }

    [Fact]
    public void A_root_that_turns_out_to_be_a_child_moves_under_its_parent()
    {
        Proc.Add(1);
        Proc.Add(2, 1, start: 100);
        Proc.Add(7, 1, start: 200);
        ProcessWatch watch = Follow(7, 2);
        Assert.Equal("+7 +2", Sample(watch));
        Proc.Move(7, 2);
        Assert.Equal("2 >7", Sample(watch));
    }

    [Fact]
    public void Two_roots_one_below_the_other_are_one_tree()
    {
        Proc.Add(1);
        Proc.Add(2, 1);
        Proc.Add(3, 2);
        ProcessWatch watch = Follow(3, 1);
        Assert.Equal("+1 >+2 >>+3", Sample(watch));
        Assert.Equal("1 >2 >>3", Sample(watch));
    }

    [Fact]
    public void A_chain_of_ten_thousand_is_walked_without_recursion()
    {
        const int Length = 10_000;
        Proc.AddChain(Length);
        ProcessSelection below = new() { Targets = [Session.Find(1)!.Value], FollowChildren = true };
        ProcessWatch[] watches = [.. new[] { ProcessSelection.Everything, below }.Select(selection => Session.Watch(selection, ProcessDataSets.None))];
        foreach (ProcessWatch watch in watches)
        {
            Sample(watch);
            Assert.Equal(Enumerable.Range(0, Length), watch.Processes().Select(process => process.Depth));
            Assert.Equal(Length, ProcessTree.Build(watch.Snapshot())[0].TreeProcessCount);
        }

        Proc.Remove(1);
        foreach (ProcessWatch watch in watches)
        {
            Sample(watch);
            Assert.Equal(Length, watch.Processes().Count());
            Sample(watch);
            Assert.Equal(Enumerable.Range(0, Length - 1), watch.Processes().Select(process => process.Depth));
        }
    }

    [Theory]
    [InlineData(5, 9)]
    [InlineData(9, 5)]
    [InlineData(5, 5)]
    public void Parents_in_a_circle_hide_nobody(int one, int other)
    {
        Proc.Add(1);
        Proc.Add(one, other);
        Proc.Add(other, one);
        Proc.Add(3, one);
        Proc.Add(11, other);
        foreach (ProcessWatch watch in new[] { Everything(), Follow(5) })
        {
            Sample(watch);
            int[] ids = [.. watch.Processes().Select(process => process.Id)];
            Assert.Equal(ids.Distinct().Count(), ids.Length);
            foreach (int id in new[] { one, other, 3, 11 }) Assert.Contains(id, ids);
        }
    }

    [Fact]
    public void A_parent_younger_than_its_child_is_none()
    {
        Proc.Add(1);
        Proc.Add(5, 9, start: 100);
        Proc.Add(9, 1, start: 200);
        Assert.Equal("+1 >+9 +5", string.Join(' ', Sample(Everything()).Split(' ').OrderBy(word => word == "+5")));
    }

    [Fact]
    public void Without_children_files_descendants_are_found_by_their_parents()
    {
        Proc.HasChildren = false;
        Proc.Add(1);
        Proc.Add(2, 1);
        Proc.Add(3, 2);
        Proc.Add(4, 1);
        ProcessWatch watch = Follow(2);
        Assert.Equal("+2 >+3", Sample(watch));
        Proc.Add(5, 3);
        Assert.Equal("2 >3 >>+5", Sample(watch));
        Proc.Remove(3, heir: 1);
        Assert.Equal("2 >-3 >>5", Sample(watch));
        Assert.Equal("2 5", Sample(watch));
    }

    [Fact]
    public void A_pid_among_the_children_that_another_has_got_by_now_is_left_out()
    {
        Proc.Add(1);
        Proc.Add(2, 1);
        Proc.Add(7, 1);
        Proc[2].WriteChildren([7, 8]);
        Assert.Equal("+2", Sample(Follow(2)));
    }

    [Fact]
    public void Children_of_all_threads_are_followed()
    {
        Proc.Add(1);
        Proc.Add(2, 1).Threads = 2;
        Proc[2].Write();
        Proc.Add(7, 1);
        Proc[7].Parent = 2;
        Proc[7].Write();
        string thread = Path.Combine(Proc[2].Path, "task", "30");
        Directory.CreateDirectory(thread);
        File.WriteAllText(Path.Combine(thread, "children"), "7 ");
        Assert.Equal("+2 >+7", Sample(Follow(2)));
    }
}
