using Vmon.Model;

namespace Vmon.Tests.Engine.Model;

public sealed class ProcessTableTests : IDisposable
{
    private readonly MemorySource _source = new();
    private ProcessTable? _table;

    [Fact]
    public void Sample_of_records_in_memory_shows_the_hierarchy_depth_first()
    {
        _source.Put(1, 0);
        _source.Put(2, 1);
        _source.Put(3, 2);
        _source.Put(4, 1);
        Assert.Equal("+1 +2 +3 +4", Sample(ProcessSelection.Everything));
        Assert.Equal("1 2 3 4", Sample());
        Assert.Equal([0, 1, 2, 1], Samples().Select(sample => sample.Depth));
    }

    [Fact]
    public void Process_that_exits_is_shown_once_more_and_its_child_moves_to_its_new_parent()
    {
        _source.Put(1, 0);
        _source.Put(2, 1);
        _source.Put(3, 2);
        _ = Sample(ProcessSelection.Everything);
        _source.Remove(2);
        _source.Put(3, 1);
        Assert.Equal("1 -2 3", Sample());
        Assert.Equal("1 3", Sample());
        Assert.Equal(1, Samples()[^1].Depth);
    }

    [Fact]
    public void Reused_PID_is_an_exit_and_a_new_process()
    {
        _source.Put(1, 0);
        _source.Put(2, 1, user: 900);
        _ = Sample(ProcessSelection.Everything);
        _source.Put(2, 1, start: _source.Now, user: 5);
        Assert.Equal("1 -2 +2", Sample());
        Assert.Equal(TimeSpan.FromMilliseconds(50), Samples()[^1].CpuTime);
    }

    [Fact]
    public void Usage_of_a_reaped_child_is_counted_once()
    {
        _source.Put(1, 0);
        _source.Put(2, 1, user: 300);
        _ = Sample(ProcessSelection.Everything);
        _source.Remove(2);
        _source.Put(1, 0, childUser: 310);
        Assert.Equal("1 -2", Sample());
        Assert.Equal(TimeSpan.FromMilliseconds(100), Samples()[0].ChildrenCpuTime);
    }

    [Fact]
    public void Rates_cover_the_interval_and_are_null_without_a_previous_record()
    {
        _source.Put(1, 0, user: 100, read: 1000);
        _ = Sample(ProcessSelection.Everything);
        Assert.Equal((null, null), (Samples()[0].CpuPercent, Samples()[0].IoRead));
        _source.Put(1, 0, user: 150, read: 5000);
        _ = Sample();
        Assert.Equal((50, 4000), (Samples()[0].CpuPercent, Samples()[0].IoRead));
    }

    [Fact]
    public void Selection_by_name_follows_descendants_that_start_later()
    {
        _source.Put(1, 0, name: "init");
        _source.Put(2, 1, name: "make");
        Assert.Equal("+2", Sample(new ProcessSelection { Name = name => name == "make", FollowChildren = true }));
        _source.Put(3, 2, start: _source.Now, name: "cc");
        Assert.Equal("2 +3", Sample());
    }

    [Fact]
    public void Requested_process_and_its_children_are_found_without_a_listing()
    {
        _source.Put(1, 0);
        _source.Put(2, 1);
        _source.Put(3, 2);
        Assert.Equal("+2 +3", Sample(new ProcessSelection { Targets = [new ProcessIdentity(2, 1)], FollowChildren = true }));
        _source.Remove(2);
        _source.Remove(3);
        Assert.Equal("-2 -3", Sample());
        Assert.True(_table!.HasExited);
    }

    public void Dispose() => _table?.Close();

    private string Sample(ProcessSelection selection)
    {
        _table = new ProcessTable(_source, selection, ProcessDataSets.Default);
        return Sample();
    }

    private string Sample()
    {
        _source.Pass(TimeSpan.FromSeconds(1));
        Assert.True(_table!.TrySample(CancellationToken.None));
        return string.Join(' ', Samples().Select(sample => (sample.HasExited ? "-" : sample.IsFirstSample ? "+" : "") + sample.Id));
    }

    private List<ProcessSample> Samples()
    {
        List<ProcessSample> samples = [];
        ProcessNode top = _table!.Top;
        for (ProcessNode? node = top.Following(top); node is not null; node = node.Following(top))
            if (node.IsSelected && node.Phase != NodePhase.Unseen) samples.Add(new ProcessSample(node, _source, new SampleTime(TimeProvider.System), ""));
        return samples;
    }
}
