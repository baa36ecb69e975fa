namespace Vmon.Tests.Engine.Model;

public class HierarchyTests : WatchTests
{
    [Fact]
    public void Orphan_that_exits_after_its_parent_is_shown_below_its_new_parent()
    {
        _ = Proc.Add(1);
        _ = Proc.Add(5, 1);
        _ = Proc.Add(4, 5);
        ProcessWatch watch = Everything();
        Assert.Equal("+1 >+5 >>+4", Sample(watch));
        Proc.Time.AtLook(3, () => Proc.Remove(5, heir: 1)); // 4 is read, 5 is not
        Assert.Equal("1 >-5 >>4", Sample(watch));
        Proc.Remove(4);
        Assert.Equal("1 >-4", Sample(watch));
    }

    // 6 exited, so that 5 is read again as its reaper. Meanwhile 1 has adopted 5, whose parent 4 has exited too, which this sample does not find out.
    [Fact]
    public void Process_that_was_adopted_while_the_sample_was_taken_is_below_its_new_parent()
    {
        using MemoryTable memory = new();
        memory.Source.Put(1, 0);
        memory.Source.Put(4, 1);
        memory.Source.Put(5, 4);
        memory.Source.Put(6, 5);
        _ = memory.Sample(ProcessSelection.Everything);
        memory.Source.Remove(6);
        memory.Source.Put(5, 4, childUser: 3);
        memory.Source.AfterRead = id =>
        {
            if (id == 6) memory.Source.Put(5, 1, childUser: 3);
        };
        Assert.Equal("1 4 5 -6", memory.Sample());
        ProcessSample adopted = memory.Sample(5);
        Assert.Equal((1, 1), (adopted.ParentId, adopted.Depth));
        Assert.Equal(2, memory.Sample(6).Depth);
    }

    // 5 is read again, because its child 6 exited.
    [Fact]
    public void New_process_that_was_adopted_while_the_sample_was_taken_is_a_change_of_its_new_parent_only()
    {
        using MemoryTable memory = new();
        memory.Source.Put(1, 0);
        memory.Source.Put(4, 1);
        _ = memory.Sample(ProcessSelection.Everything);
        long start = memory.Source.Now + 50;
        memory.Source.Put(5, 4, start, childUser: 3);
        memory.Source.Put(6, 5, start + 1);
        memory.Source.AfterRead = id =>
        {
            if (id != 6) return;
            memory.Source.Remove(6);
            memory.Source.Put(5, 1, start, childUser: 3);
        };
        Assert.Equal("1 4 +5 -6", memory.Sample());
        Assert.Equal(1, memory.Sample(5).Depth);
        Assert.True(memory.Sample(1).Changed.HasFlag(ProcessChanges.Children));
        Assert.False(memory.Sample(4).Changed.HasFlag(ProcessChanges.Children));
    }

    // 6 exited, so that the children of 1 are looked at again: 4 exited after it was read, and before its child 5 was.
    [Fact]
    public void Orphan_that_was_read_before_the_exit_of_its_parent_was_found_moves_in_the_next_sample()
    {
        using MemoryTable memory = new();
        memory.Source.Put(1, 0);
        memory.Source.Put(4, 1);
        memory.Source.Put(5, 4);
        memory.Source.Put(6, 1);
        _ = memory.Sample(ProcessSelection.Everything);
        memory.Source.Remove(6);
        memory.Source.Put(1, 0, childUser: 3);
        memory.Source.AfterRead = id =>
        {
            if (id != 4) return;
            memory.Source.Remove(4);
            memory.Source.Put(5, 1);
            memory.Source.AfterRead = null;
        };
        Assert.Equal("1 -4 5 -6", memory.Sample());
        Assert.Equal((2, 1), (memory.Sample(5).Depth, memory.Sample(5).ParentId));
        Assert.Equal("1 5", memory.Sample());
        Assert.Equal((1, true), (memory.Sample(5).Depth, memory.Sample(1).Changed.HasFlag(ProcessChanges.Children)));
        Assert.Equal("1 5", memory.Sample());
        Assert.False(memory.Sample(1).Changed.HasFlag(ProcessChanges.Children));
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
    public void FollowChildren_finds_existing_descendants_at_once_and_new_ones_next_sample()
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
    public void Orphan_moves_to_init_one_sample_after_its_parent_exited(bool everything)
    {
        Proc.Add(1);
        Proc.Add(5, 1);
        Proc.Add(6, 5);
        ProcessWatch watch = everything ? Everything() : Follow(5);
        Sample(watch);
        Proc.Remove(5, heir: 1);
        Assert.Equal(everything ? "1 >-5 >>6" : "-5 >6", Sample(watch));
        Assert.False(watch.HasExited);
        Assert.Equal(everything ? "1 >6" : "6", Sample(watch));
        Assert.Equal(1, One(watch, 6).ParentId);
    }

    [Fact]
    public void Orphan_moves_to_its_subreaper()
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
    public void Orphan_stays_in_the_watch_when_all_its_ancestors_exit_at_once()
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
        Assert.True(watch.HasExited);
    }

    [Fact]
    public void Root_moves_under_another_root_that_becomes_its_parent()
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
    public void Roots_that_are_parent_and_child_form_one_tree()
    {
        Proc.Add(1);
        Proc.Add(2, 1);
        Proc.Add(3, 2);
        ProcessWatch watch = Follow(3, 1);
        Assert.Equal("+1 >+2 >>+3", Sample(watch));
        Assert.Equal("1 >2 >>3", Sample(watch));
    }

    [Fact]
    public void Chain_of_ten_thousand_processes_does_not_overflow_the_stack()
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
    public void Circular_parent_ids_hide_no_process(int one, int other)
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
    public void Parent_that_started_after_its_child_is_ignored()
    {
        Proc.Add(1);
        Proc.Add(5, 9, start: 100);
        Proc.Add(9, 1, start: 200);
        Assert.Equal("+1 >+9 +5", string.Join(' ', Sample(Everything()).Split(' ').OrderBy(word => word == "+5")));
    }

    [Fact]
    public void Descendants_are_found_by_ParentId_without_children_files()
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
    public void Reused_PID_in_a_children_file_is_skipped()
    {
        Proc.Add(1);
        Proc.Add(2, 1);
        Proc.Add(7, 1);
        Proc[2].WriteChildren([7, 8]);
        Assert.Equal("+2", Sample(Follow(2)));
    }

    [Fact]
    public void FollowChildren_includes_children_of_every_thread()
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
