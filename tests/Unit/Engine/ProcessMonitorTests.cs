using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

public sealed class ProcessMonitorTests : IDisposable
{
    private static readonly MonitorOptions Following = new() { FollowChildren = true, DataSets = ProcessDataSets.None };

    private readonly VmonSession _session = new(new SessionOptions());
    private readonly ProcessWatch _watch;
    private readonly ShellProcess _parent = new("exec 3<&0; sh -c 'echo $$; read line' <&3 & wait");
    private readonly int _child;

    public ProcessMonitorTests()
    {
        _watch = _session.Watch(ProcessSelection.Nothing, ProcessDataSets.None);
        _child = int.Parse(_parent.ReadLine(), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Watch_over_nothing_is_empty_until_a_process_is_monitored()
    {
        Assert.Empty(Sample());
        using ProcessMonitor monitor = _watch.Monitor(_parent.Id)!;
        Assert.Null(monitor.Current);
        Assert.Equal(_parent.Id, Assert.Single(Sample()).Id);
        Assert.True(monitor.Current!.IsFirstSample);
    }

    [Fact]
    public void Process_with_two_monitors_is_sampled_once_until_both_are_disposed()
    {
        ProcessMonitor one = _watch.Monitor(_parent.Id)!;
        ProcessMonitor other = _watch.Monitor(_parent.Id)!;
        Assert.Single(Sample());
        one.Dispose();
        one.Dispose();
        Assert.Single(Sample());
        Assert.Equal(1, _watch.MonitorCount);
        other.Dispose();
        Assert.Empty(Sample());
        Assert.Equal(0, _session.OpenDescriptorCount);
    }

    [Fact]
    public void Monitor_is_null_for_an_unknown_PID_and_HasExited_for_an_exited_identity()
    {
        Assert.Null(_watch.Monitor(int.MaxValue));
        using ProcessMonitor ended = _watch.Monitor(new ProcessIdentity(_parent.Id, 1));
        using ProcessMonitor live = _watch.Monitor(_parent.Id)!;
        Assert.False(ended.HasExited);
        Assert.Single(Sample());
        Assert.True(ended.HasExited);
        Assert.Null(ended.Current);
        Assert.False(live.HasExited);
    }

    [Fact]
    public void Monitored_child_moves_below_a_followed_parent_and_outlasts_its_monitor()
    {
        using ProcessMonitor child = _watch.Monitor(_child)!;
        Assert.Equal(0, Assert.Single(Sample()).Depth);
        ProcessMonitor parent = _watch.Monitor(_parent.Id, Following)!;
        Assert.Equal([(_parent.Id, 0), (_child, 1)], Sample().Select(sample => (sample.Id, sample.Depth)));
        parent.Dispose();
        ProcessSample left = Assert.Single(Sample());
        Assert.Equal((_child, 0, false, false), (left.Id, left.Depth, left.IsFirstSample, left.HasExited));
    }

    [Fact]
    public void Dispose_of_a_following_monitor_also_drops_its_descendants()
    {
        using ProcessMonitor parent = _watch.Monitor(_parent.Id, Following)!;
        Assert.Equal(2, Sample().Length);
        parent.Dispose();
        Assert.Empty(Sample());
        Assert.Equal(0, _session.OpenDescriptorCount);
    }

    [Fact]
    public void Monitor_data_sets_apply_while_monitored_and_restart_without_rates()
    {
        using ProcessMonitor plain = _watch.Monitor(_parent.Id)!;
        Assert.Null(Assert.Single(Sample()).WorkingSet);
        ProcessMonitor full = _watch.Monitor(_parent.Id, new MonitorOptions { DataSets = ProcessDataSets.Memory | ProcessDataSets.IO })!;
        Assert.NotNull(Assert.Single(Sample()).WorkingSet);
        Assert.Equal(0, Assert.Single(Sample()).IoReadChars);
        full.Dispose();
        Assert.Null(Assert.Single(Sample()).IoReadCharsTotal);
        using ProcessMonitor again = _watch.Monitor(_parent.Id, new MonitorOptions { DataSets = ProcessDataSets.IO })!;
        ProcessSample sample = Assert.Single(Sample());
        Assert.NotNull(sample.IoReadCharsTotal);
        Assert.Null(sample.IoReadChars);
    }

    [Fact]
    public void Current_shows_an_exited_process_once_and_is_then_null()
    {
        using ProcessMonitor parent = _watch.Monitor(_parent.Id)!;
        parent.Tag = "mine";
        _ = Sample();
        _parent.Kill();
        Assert.True(Assert.Single(Sample()).HasExited);
        Assert.True(parent.HasExited);
        Assert.True(parent.Current!.HasExited);
        Assert.True(_watch.HasExited);
        Assert.Empty(Sample());
        Assert.Null(parent.Current);
        Assert.Equal("mine", parent.Tag);
    }

    [Fact]
    public void Monitor_in_a_watch_over_everything_only_adds_data_sets()
    {
        using ProcessWatch everything = _session.Watch(ProcessSelection.Everything, ProcessDataSets.None);
        ProcessMonitor monitor = everything.Monitor(_parent.Id, new MonitorOptions { DataSets = ProcessDataSets.Memory })!;
        everything.Sample();
        Assert.NotNull(everything.Processes().Single(sample => sample.Id == _parent.Id).WorkingSet);
        Assert.Null(everything.Processes().Single(sample => sample.Id == _child).WorkingSet);
        monitor.Dispose();
        everything.Sample();
        Assert.Null(everything.Processes().Single(sample => sample.Id == _parent.Id).WorkingSet);
    }

    public void Dispose()
    {
        _session.Dispose();
        _parent.Dispose();
    }

    private ProcessSample[] Sample()
    {
        _watch.Sample();
        return [.. _watch.Processes()];
    }
}
