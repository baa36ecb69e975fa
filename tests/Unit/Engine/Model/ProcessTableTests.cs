namespace Vmon.Tests.Engine.Model;

public sealed class ProcessTableTests : IDisposable
{
    private readonly MemoryTable _memory = new();

    private MemorySource Source => _memory.Source;

    [Fact]
    public void Sample_of_records_in_memory_shows_the_hierarchy_depth_first()
    {
        Source.Put(1, 0);
        Source.Put(2, 1);
        Source.Put(3, 2);
        Source.Put(4, 1);
        Assert.Equal("+1 +2 +3 +4", Sample(ProcessSelection.Everything));
        Assert.Equal("1 2 3 4", Sample());
        Assert.Equal([0, 1, 2, 1], Samples().Select(sample => sample.Depth));
    }

    [Fact]
    public void Process_that_exits_is_shown_once_more_and_its_child_moves_to_its_new_parent()
    {
        Source.Put(1, 0);
        Source.Put(2, 1);
        Source.Put(3, 2);
        _ = Sample(ProcessSelection.Everything);
        Source.Remove(2);
        Source.Put(3, 1);
        Assert.Equal("1 -2 3", Sample());
        Assert.Equal("1 3", Sample());
        Assert.Equal(1, Samples()[^1].Depth);
    }

    [Fact]
    public void Reused_PID_is_an_exit_and_a_new_process()
    {
        Source.Put(1, 0);
        Source.Put(2, 1, user: 900);
        _ = Sample(ProcessSelection.Everything);
        Source.Put(2, 1, start: Source.Now, user: 5);
        Assert.Equal("1 -2 +2", Sample());
        Assert.Equal(TimeSpan.FromMilliseconds(50), Samples()[^1].CpuTime);
    }

    [Fact]
    public void Usage_of_a_reaped_child_is_counted_once()
    {
        Source.Put(1, 0);
        Source.Put(2, 1, user: 300);
        _ = Sample(ProcessSelection.Everything);
        Source.Remove(2);
        Source.Put(1, 0, childUser: 310);
        Assert.Equal("1 -2", Sample());
        Assert.Equal(TimeSpan.FromMilliseconds(100), Samples()[0].ChildrenCpuTime);
    }

    [Fact]
    public void Rates_cover_the_interval_and_are_null_without_a_previous_record()
    {
        Source.Put(1, 0, user: 100, read: 1000);
        _ = Sample(ProcessSelection.Everything);
        Assert.Equal((null, null), (Samples()[0].CpuPercent, Samples()[0].IoRead));
        Source.Put(1, 0, user: 150, read: 5000);
        _ = Sample();
        Assert.Equal((50, 4000), (Samples()[0].CpuPercent, Samples()[0].IoRead));
    }

    [Fact]
    public void Selection_by_name_follows_descendants_that_start_later()
    {
        Source.Put(1, 0, name: "init");
        Source.Put(2, 1, name: "make");
        Assert.Equal("+2", Sample(new ProcessSelection { Name = name => name == "make", FollowChildren = true }));
        Source.Put(3, 2, start: Source.Now, name: "cc");
        Assert.Equal("2 +3", Sample());
    }

    [Fact]
    public void Requested_process_and_its_children_are_found_without_a_listing()
    {
        Source.Put(1, 0);
        Source.Put(2, 1);
        Source.Put(3, 2);
        Assert.Equal("+2 +3", Sample(new ProcessSelection { Targets = [new ProcessIdentity(2, 1)], FollowChildren = true }));
        Source.Remove(2);
        Source.Remove(3);
        Assert.Equal("-2 -3", Sample());
        Assert.True(_memory.HasExited);
    }

    public void Dispose() => _memory.Dispose();

    private string Sample(ProcessSelection selection) => _memory.Sample(selection);

    private string Sample() => _memory.Sample();

    private List<ProcessSample> Samples() => _memory.Samples();
}
