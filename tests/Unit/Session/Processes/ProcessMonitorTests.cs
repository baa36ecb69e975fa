using Vmon.Tests.Workloads;

namespace Vmon.Tests.Session;

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
    public void A_watch_over_nothing_has_nothing_until_a_monitor_asks()
    {
        Assert.Empty(Sample());
        using ProcessMonitor monitor = _watch.Monitor(_parent.Id)!;
        Assert.Null(monitor.Current);
        Assert.Equal(_parent.Id, Assert.Single(Sample()).Id);
        Assert.True(monitor.Current!.IsFirstSample);
    }

    [Fact]
    public void Two_monitors_of_a_process_are_one_object_which_leaves_with_the_last_of_them()
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
    public void A_pid_that_nobody_has_is_no_monitor_and_an_identity_that_has_ended_is_found_to_have()
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
    public void A_monitored_child_moves_below_its_parent_when_that_is_followed_and_stays_when_that_is_released()
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
    public void Who_was_only_followed_leaves_with_who_was_monitored()
    {
        using ProcessMonitor parent = _watch.Monitor(_parent.Id, Following)!;
        Assert.Equal(2, Sample().Length);
        parent.Dispose();
        Assert.Empty(Sample());
        Assert.Equal(0, _session.OpenDescriptorCount);
    }

    [Fact]
    public void Each_monitor_has_its_wants_and_what_is_asked_again_is_not_paired_with_before()
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
    public void An_ended_process_is_shown_once_more_and_then_its_monitor_has_nothing()
    {
        using ProcessMonitor parent = _watch.Monitor(_parent.Id)!;
        parent.Tag = "mine";
        _ = Sample();
        _parent.Kill();
        Assert.True(Assert.Single(Sample()).HasExited);
        Assert.True(parent.HasExited);
        Assert.True(parent.Current!.HasExited);
        Assert.True(_watch.HasEnded);
        Assert.Empty(Sample());
        Assert.Null(parent.Current);
        Assert.Equal("mine", parent.Tag);
    }

    [Fact]
    public void Monitors_add_to_a_watch_over_everything_and_take_nothing_from_it()
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
