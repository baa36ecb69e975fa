using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

public sealed class ProcessWatchEventsTests : IDisposable
{
    private readonly VmonSession _session = new(new SessionOptions());
    private readonly ProcessWatch _watch;
    private readonly ShellProcess _parent = new("sh -c 'echo $$; read line' <&0; echo ended; read line");
    private readonly int _child;
    private readonly List<string> _events = [];

    public ProcessWatchEventsTests()
    {
        _watch = _session.Watch(ProcessSelection.Nothing, ProcessDataSets.None);
        _child = int.Parse(_parent.ReadLine(), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Events_are_raised_as_Appeared_then_children_first_then_Exited_then_Sampled()
    {
        using ProcessMonitor parent = _watch.Monitor(_parent.Id, new MonitorOptions { FollowChildren = true })!;
        using ProcessMonitor child = _watch.Monitor(_child)!;
        _watch.Appeared += (_, e) => _events.Add($"appeared {Of(e)}");
        _watch.Exited += (_, e) => _events.Add($"exited {Of(e)}");
        _watch.Sampled += (_, e) => _events.Add($"sample {e.Sample} {e.IsTopLevelChanged}");
        parent.Sampled += (_, e) => _events.Add(Of(e));
        child.Sampled += (_, e) => _events.Add(Of(e));
        _watch.Sample();
        Assert.Equal(["appeared parent", "appeared child", "child", "parent", "sample 1 True"], _events);
        _events.Clear();
        _watch.Sample();
        Assert.Equal(["child", "parent", "sample 2 False"], _events);
        _events.Clear();
        EndChild();
        _watch.Sample();
        Assert.Equal(["child", "parent", "exited child", "sample 3 False"], _events);
        Assert.True(parent.Current!.Changed.HasFlag(ProcessChanges.Children));
        _events.Clear();
        _watch.Sample();
        Assert.Equal(["parent", "sample 4 False"], _events);
        Assert.False(parent.Current!.Changed.HasFlag(ProcessChanges.Children));
    }

    [Fact]
    public void Sampled_calls_a_handler_shared_by_several_monitors_once()
    {
        using ProcessMonitor one = _watch.Monitor(_child)!;
        using ProcessMonitor other = _watch.Monitor(_child)!;
        void Handle(object? sender, ProcessSampleEventArgs e) => _events.Add("same");
        one.Sampled += Handle;
        other.Sampled += Handle;
        other.Sampled += (_, _) => _events.Add("different");
        _watch.Sample();
        Assert.Equal(["same", "different"], _events);
        one.Dispose();
        _events.Clear();
        _watch.Sample();
        Assert.Equal(["same", "different"], _events);
    }

    [Fact]
    public void Sampled_handler_may_dispose_monitor_and_sample()
    {
        ProcessMonitor child = _watch.Monitor(_child)!;
        ProcessMonitor? parent = null;
        child.Sampled += (_, _) =>
        {
            child.Dispose();
            parent = _watch.Monitor(_parent.Id);
            _watch.Sample();
            _events.Add(string.Join(' ', _watch.Processes().Select(process => process.Id == _parent.Id ? "parent" : "child")));
        };
        _watch.Sample();
        Assert.Equal(["parent"], _events);
        Assert.NotNull(parent!.Current);
    }

    [Fact]
    public void Handler_that_throws_raises_HandlerFailed_and_others_still_run()
    {
        using ProcessMonitor child = _watch.Monitor(_child)!;
        child.Sampled += (_, _) => throw new InvalidOperationException("on purpose");
        child.Sampled += (_, _) => _events.Add("handled");
        _watch.HandlerFailed += (_, e) => _events.Add(e.Error.Message);
        _watch.Sample();
        Assert.Equal(["on purpose", "handled"], _events);
        Assert.Equal(1, _watch.SampleNumber);
    }

    [Fact]
    public void Sampled_handler_may_dispose_the_watch()
    {
        using ProcessMonitor child = _watch.Monitor(_child)!;
        child.Sampled += (_, _) => _watch.Dispose();
        _watch.Sample();
        Assert.Equal(0, _session.OpenDescriptorCount);
        _ = Assert.Throws<ObjectDisposedException>(_watch.Sample);
    }

    public void Dispose()
    {
        _session.Dispose();
        _parent.Dispose();
    }

    private string Of(ProcessSampleEventArgs e) => e.Process.Id == _parent.Id ? "parent" : "child";

    private void EndChild()
    {
        _parent.WriteLine("go");
        Assert.Equal("ended", _parent.ReadLine());
    }
}
