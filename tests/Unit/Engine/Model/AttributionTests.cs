namespace Vmon.Tests.Engine.Model;

// What exited processes used counts once, in whatever order processes are read, exit, are adopted and are reaped.
public sealed class AttributionTests : IDisposable
{
    private const long Millisecond = 1_000_000;
    private const long Tick = 10 * Millisecond;

    private readonly MemoryTable _memory = new();

    private MemorySource Source => _memory.Source;

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Child_of_a_zombie_that_init_reaped_is_counted_once()
    {
        Source.Put(1, 0);
        Source.Put(2, 1);
        Source.Put(3, 2);
        Source.Put(4, 3, user: 400);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Report(Source.Exit(4, 3, cpu: 4000 * Millisecond, start: Tick));
        Source.Report(Source.Exit(3, 2, cpu: 0, start: Tick));
        Source.Put(3, 2, state: ProcessState.Zombie);
        Source.Put(1, 0, childUser: 400);
        Source.Remove(4);
        Assert.Equal("1 2 3 -4", _memory.Sample());
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (_memory.Sample(1).ChildrenCpuTime, _memory.Sample(3).ChildrenCpuTime));
    }

    // 1 can have thousands of children.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Running_children_of_a_process_that_reaped_one_are_not_looked_at_if_all_exits_are_reported(bool hasEvents)
    {
        Source.Put(1, 0);
        Source.Put(2, 1, user: 400, state: ProcessState.Zombie);
        Source.Put(3, 1);
        Source.Put(4, 1);
        _ = _memory.Sample(ProcessSelection.Everything);
        if (hasEvents) Source.Report(Source.Exit(4, 1, cpu: 0, start: Tick));
        Source.Put(1, 0, childUser: 400);
        Source.Remove(4);
        Source.AfterRead = id =>
        {
            if (id == 3) Source.Remove(2);
        };
        Assert.Equal("1 -2 3 -4", _memory.Sample());
        Assert.Equal(TimeSpan.Zero, _memory.Sample(1).ChildrenCpuTime);
        Assert.Equal(!hasEvents, Source.Looked.Contains(3));
    }

    // 1 is read again because of 5, after it reaped 4, which it adopted in this sample.
    [Fact]
    public void Process_that_was_adopted_and_reaped_within_a_sample_counts_once()
    {
        Source.Put(1, 0);
        Source.Put(2, 1);
        Source.Put(3, 2);
        Source.Put(4, 3, user: 400);
        Source.Put(5, 1);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Remove(3);
        Source.Put(4, 1, user: 400);
        Source.Remove(5);
        Source.AfterRead = id =>
        {
            if (id != 4) return;
            Source.Put(1, 0, childUser: 400);
            Source.Remove(4);
        };
        Assert.Equal("1 2 -3 -4 -5", _memory.Sample());
        Assert.Equal(TimeSpan.Zero, _memory.Sample(1).ChildrenCpuTime);
    }

    // A pass over the tasks had 4 before 3 exited; 3 is found gone before 4 is read, from that pass.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Process_whose_record_is_older_than_the_exit_of_its_parent_counts_once(bool hasEvents)
    {
        Source.Put(1, 0);
        Source.Put(2, 1);
        Source.Put(3, 2);
        Source.Put(4, 3, user: 400);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Remove(3);
        if (hasEvents) Source.Report(Source.Exit(3, 2, cpu: 0, start: Tick));
        Source.BeforeReread = id =>
        {
            if (id == 4) Source.Put(4, 1, user: 400);
        };
        Assert.Equal("1 2 -3 4", _memory.Sample());
        Source.Remove(4);
        Source.Put(1, 0, childUser: 400);
        if (hasEvents) Source.Report(Source.Exit(4, 1, cpu: 4000 * Millisecond, start: Tick));
        _ = _memory.Sample();
        Assert.Equal(TimeSpan.Zero, _memory.Sample(1).ChildrenCpuTime);
    }

    // 2 was checked before 6, which makes 3 exit, and then 2 is read again: 7 was reaped meanwhile.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Child_of_an_orphan_that_is_read_again_counts_once(bool hasEvents)
    {
        Source.Put(1, 0);
        Source.Put(2, 3);
        Source.Put(3, 6);
        Source.Put(6, 1);
        Source.Put(7, 2, user: 400);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.AfterRead = id =>
        {
            if (id != 3) return;
            Source.AfterRead = null;
            Source.Remove(3);
            Source.Put(6, 1, childUser: 5);
            Source.Put(2, 1);
            if (hasEvents) Source.Report(Source.Exit(3, 6, cpu: 50 * Millisecond, start: Tick));
        };
        Source.BeforeReread = id =>
        {
            if (id != 2) return;
            Source.BeforeReread = null;
            Source.Remove(7);
            Source.Put(2, 1, childUser: 400);
            if (hasEvents) Source.Report(Source.Exit(7, 2, cpu: 4000 * Millisecond, start: Tick));
        };
        _ = _memory.Sample();
        TimeSpan? first = _memory.Sample(2).ChildrenCpuTime;
        _ = _memory.Sample();
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (first, _memory.Sample(2).ChildrenCpuTime));
    }

    // 1 is read again because of 5. 3 and 4 were read before they exited, and only 4 is reaped by a process that is read after.
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    [InlineData(false, 3)]
    public void Process_that_was_adopted_and_reaped_after_all_were_read_counts_once(bool isParentReaped, int parentAtExit)
    {
        Source.Put(1, 0);
        Source.Put(2, 1);
        Source.Put(3, 2);
        Source.Put(4, 3, user: 400);
        Source.Put(5, 1);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Remove(5);
        Source.AfterRead = id =>
        {
            if (id != 4) return;
            Source.AfterRead = null;
            if (parentAtExit == 3) Source.Report(Source.Exit(4, 3, cpu: 4000 * Millisecond, start: Tick));
            Source.Report(Source.Exit(3, 2, cpu: 0, start: Tick));
            if (parentAtExit != 3) Source.Report(Source.Exit(4, 1, cpu: 4000 * Millisecond, start: Tick));
            if (isParentReaped) Source.Remove(3);
            else Source.Put(3, 2, state: ProcessState.Zombie);
            Source.Remove(4);
            Source.Put(1, 0, childUser: 400);
        };
        _ = _memory.Sample();
        TimeSpan? first = _memory.Sample(1).ChildrenCpuTime;
        _ = _memory.Sample();
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (first, _memory.Sample(1).ChildrenCpuTime));
    }

    // As before, but 4 was a zombie that 3 did not wait for, so that its event is old.
    [Fact]
    public void Zombie_that_was_adopted_and_reaped_after_all_were_read_counts_once()
    {
        Source.Put(1, 0);
        Source.Put(2, 1);
        Source.Put(3, 2);
        Source.Put(4, 3, user: 400, state: ProcessState.Zombie);
        Source.Put(5, 1);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Report(Source.Exit(4, 3, cpu: 4000 * Millisecond, start: Tick));
        _ = _memory.Sample();
        Source.Remove(5);
        Source.AfterRead = id =>
        {
            if (id != 4) return;
            Source.AfterRead = null;
            Source.Report(Source.Exit(3, 2, cpu: 0, start: Tick));
            Source.Put(3, 2, state: ProcessState.Zombie);
            Source.Remove(4);
            Source.Put(1, 0, childUser: 400);
        };
        _ = _memory.Sample();
        TimeSpan? first = _memory.Sample(1).ChildrenCpuTime;
        _ = _memory.Sample();
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (first, _memory.Sample(1).ChildrenCpuTime));
    }

    // 2 was started in the PID namespace from outside (docker exec, nsenter): init adopts its orphans, and is none of its ancestors.
    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(3)]
    public void Orphan_of_a_process_that_entered_the_namespace_is_counted_by_init(int? parentAtExit)
    {
        Source.Put(1, 0);
        Source.Put(2, 0);
        Source.Put(3, 2);
        Source.Put(4, 3, user: 400);
        _ = _memory.Sample(ProcessSelection.Everything);
        if (parentAtExit is { } parent)
        {
            Source.Report(Source.Exit(3, 2, cpu: 0, start: Tick));
            Source.Report(Source.Exit(4, parent, cpu: 4000 * Millisecond, start: Tick));
        }

        Source.Remove(3);
        Source.Remove(4);
        Source.Put(1, 0, childUser: 400);
        Assert.Equal("1 2 -3 -4", _memory.Sample());
        Assert.Equal(TimeSpan.Zero, _memory.Sample(1).ChildrenCpuTime);
    }

    // The init of a container, seen from its host, whose shim 2 is an ancestor of both.
    [Fact]
    public void Orphan_in_a_container_is_counted_by_its_init()
    {
        Source.Put(1, 0);
        Source.Put(2, 1);
        Source.Put(3, 2);
        Source.Put(4, 2);
        Source.Put(5, 4, user: 400);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Report(Source.Exit(4, 2, cpu: 0, start: Tick));
        Source.Report(Source.Exit(5, 3, cpu: 4000 * Millisecond, start: Tick));
        Source.Remove(4);
        Source.Remove(5);
        Source.Put(3, 2, childUser: 400);
        _ = _memory.Sample();
        Assert.Equal(TimeSpan.Zero, _memory.Sample(3).ChildrenCpuTime);
    }

    // 5 started after the sample began, and was a zombie that init had not reaped yet when its parent was shown for the last time.
    [Fact]
    public void Zombie_whose_parent_left_the_table_counts_once()
    {
        Source.Put(1, 0);
        Source.Put(2, 1);
        _ = _memory.Sample(ProcessSelection.Everything);
        long start = Source.Now + 150;
        Source.Report(Source.Exit(5, 2, cpu: 400 * Millisecond, start: start * Tick));
        Source.Report(Source.Exit(2, 1, cpu: 0, start: Tick));
        Source.Put(5, 1, start: start, user: 40, state: ProcessState.Zombie);
        _ = Source.Unlisted.Add(5);
        Source.Remove(2);
        Assert.Equal("1 -2", _memory.Sample());
        Source.Remove(5);
        Source.Put(1, 0, childUser: 40);
        Assert.Equal("1 -5", _memory.Sample());
        Assert.Equal(TimeSpan.Zero, _memory.Sample(1).ChildrenCpuTime);
    }

    // 5 was read before 6, its parent, exited, and 6 was not read: PIDs had begun anew.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Process_whose_parent_exited_before_it_was_read_counts_once(bool hasEvents)
    {
        Source.Put(1, 0);
        _ = _memory.Sample(ProcessSelection.Everything);
        long start = Source.Now + 50;
        Source.Put(5, 6, start: start, user: 40);
        if (hasEvents) Source.Report(Source.Exit(6, 1, cpu: 0, start: (start - 10) * Tick));
        Source.BeforeReread = id =>
        {
            if (id == 5) Source.Put(5, 1, start: start, user: 40);
        };
        _ = _memory.Sample();
        Source.Remove(5);
        Source.Put(1, 0, childUser: 40);
        if (hasEvents) Source.Report(Source.Exit(5, 1, cpu: 400 * Millisecond, start: start * Tick));
        _ = _memory.Sample();
        Assert.Equal(TimeSpan.Zero, _memory.Sample(1).ChildrenCpuTime);
    }

    // It had its start time before the sample began, and its PID after the listing: a fork that waited for a CPU.
    [Fact]
    public void Zombie_that_became_visible_after_the_listing_is_shown_by_the_next_sample_only()
    {
        Source.Put(1, 0);
        _ = _memory.Sample(ProcessSelection.Everything);
        long start = Source.Now + 98;
        Source.Report(Source.Exit(5, 1, cpu: 500 * Millisecond, start: start * Tick, faults: 60));
        Source.Put(5, 1, start: start, user: 50, state: ProcessState.Zombie);
        _ = Source.Unlisted.Add(5);
        string first = _memory.Sample();
        Source.Unlisted.Clear();
        Assert.Equal(("1", "1 +5"), (first, _memory.Sample()));
        Source.Remove(5);
        Source.Put(1, 0, childUser: 50, childFaults: 60);
        Assert.Equal("1 -5", _memory.Sample());
        Assert.Equal(TimeSpan.Zero, _memory.Sample(1).ChildrenCpuTime);
    }

    // wait_task_zombie makes it dead (X) before it adds its usage to the parent, and does both without a lock.
    [Fact]
    public void Child_that_is_dead_before_its_parent_has_its_usage_counts_once()
    {
        Source.Put(1, 0);
        Source.Put(2, 1, user: 400);
        Source.Put(5, 1, user: 4);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Put(2, 1, user: 400, state: ProcessState.Dead);
        Source.Remove(5);
        Source.Put(1, 0, childUser: 4);
        _ = _memory.Sample();
        Source.Remove(2);
        Source.Put(1, 0, childUser: 404);
        _ = _memory.Sample();
        Assert.Equal(TimeSpan.Zero, _memory.Sample(1).ChildrenCpuTime);
    }

    // What 1 discarded is not what its parent has of others in the next sample.
    [Fact]
    public void Discarded_child_is_not_taken_for_another_child_of_an_ancestor()
    {
        Source.Put(1, 0);
        Source.Put(2, 1);
        Source.Put(3, 2, user: 400);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Remove(3);
        Assert.Equal("1 2 -3", _memory.Sample());
        Assert.Null(_memory.Sample(2).ChildrenCpuTime);
        Source.Put(1, 0, childUser: 500);
        Assert.Equal("1 2", _memory.Sample());
        Assert.Equal(TimeSpan.FromSeconds(5), _memory.Sample(1).ChildrenCpuTime);
    }

    // As Child_that_exits_while_its_parent_is_read_again_counts_once, but one exits each time that the parent is read.
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(10)]
    public void Children_that_exit_each_time_that_their_parent_is_read_count_once(int children)
    {
        Source.Put(1, 0, read: 0);
        _ = _memory.Sample(ProcessSelection.Everything);
        int reaped = 1;
        Source.Report(Source.Exit(5, 1, cpu: 40 * Millisecond, faults: 10));
        Source.Put(1, 0, childUser: 4, childFaults: 10);
        Source.BeforeReread = _ =>
        {
            if (reaped == children) return;
            reaped++;
            Source.Put(1, 0, childUser: 4 * reaped, childFaults: 10 * reaped);
            Source.Report(Source.Exit(4 + reaped, 1, cpu: 40 * Millisecond, faults: 10));
        };
        double total = 0;
        for (int sample = 0; sample < 3; sample++)
        {
            _ = _memory.Sample();
            total += _memory.Samples().Sum(static process => (process.CpuTime + process.ChildrenCpuTime)?.TotalMilliseconds ?? 0);
        }

        Assert.Equal(40 * reaped, total);
    }

    // A parent that ignores SIGCHLD exited after its child, and init has reaped another one that no sample has.
    [Fact]
    public void Child_that_its_parent_discarded_is_not_subtracted_from_what_init_reaped()
    {
        Source.Put(1, 0);
        Source.Put(2, 1, discardsChildren: true);
        Source.Put(3, 2, user: 400);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Report(Source.Exit(3, 2, cpu: 4000 * Millisecond, start: Tick));
        Source.Report(Source.Exit(2, 1, cpu: 0, start: Tick));
        Source.Remove(2);
        Source.Remove(3);
        Source.Put(1, 0, childUser: 500);
        Assert.Equal("1 -2 -3", _memory.Sample());
        Assert.Equal(TimeSpan.FromSeconds(5), _memory.Sample(1).ChildrenCpuTime);
    }

    // A parent that always starts the next child reaps one after the events of a sample were taken, and before it is read again.
    [Fact]
    public void Child_that_exits_while_its_parent_is_read_again_counts_once()
    {
        Source.Put(1, 0, read: 0);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Report(Source.Exit(5, 1, cpu: 40 * Millisecond, faults: 10));
        Source.Put(1, 0, childUser: 4, childFaults: 10);
        Source.BeforeReread = _ =>
        {
            Source.BeforeReread = null;
            Source.Put(1, 0, childUser: 8, childFaults: 20);
            Source.Report(Source.Exit(6, 1, cpu: 40 * Millisecond, faults: 10));
        };
        Assert.Equal("1 -5 -6", _memory.Sample());
        Assert.Equal([0, 40, 40], _memory.Samples().Select(static sample => (sample.CpuTime + sample.ChildrenCpuTime)?.TotalMilliseconds));
    }
}
