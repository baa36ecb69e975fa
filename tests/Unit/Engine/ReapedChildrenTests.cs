using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

// The kernel adds the usage of a child to the counters of its parent when the parent waits for it.
// With events, a child that existed only between two samples has an object of its own.
public sealed class ReapedChildrenTests : IDisposable
{
    private const string Burn = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
    private const long Written = 20_000_000;

    private readonly VmonSession _session = new(new SessionOptions { UseEvents = false });

    [Fact]
    public void Usage_of_a_reaped_child_is_not_counted_again_for_its_parent()
    {
        using ShellProcess parent = new(
            $"sh -c 'head -c {Written} /dev/zero | cat > /dev/null; {Burn}; echo ready; read line' <&0; echo ended; read line");
        _ = parent.ReadLine();
        using ProcessWatch watch = Follow(parent);
        watch.Sample();
        watch.Sample();
        parent.WriteLine("go");
        Assert.Equal("ended", parent.ReadLine());
        watch.Sample();
        ProcessSample sample = watch.Processes().First();
        Assert.Equal(parent.Id, sample.Id);
        Assert.True(sample.IoWriteCharsTotal >= Written, $"{sample.IoWriteCharsTotal} bytes");
        Assert.InRange(sample.IoWriteChars!.Value, 0, Written / 10);
        Assert.InRange(sample.IoReadChars!.Value, 0, Written / 10);
        Assert.InRange(sample.ChildrenCpuTime!.Value.TotalSeconds, 0, 0.04);
        Assert.True(sample.ChildrenCpu >= 0.05, $"{sample.ChildrenCpu} seconds");
    }

    [Fact]
    public void Usage_of_a_grandchild_that_exited_with_its_parent_is_not_counted_again()
    {
        using ShellProcess parent = new(
            $"( ( head -c {Written} /dev/zero | cat > /dev/null; {Burn}; echo ready; read line ); : ); echo ended; read line");
        _ = parent.ReadLine();
        using ProcessWatch watch = Follow(parent);
        watch.Sample();
        watch.Sample();
        Assert.Equal([0, 1, 2], watch.Processes().Select(process => process.Depth));
        parent.WriteLine("go");
        Assert.Equal("ended", parent.ReadLine());
        watch.Sample();
        ProcessSample sample = watch.Processes().First();
        Assert.True(sample.IoWriteCharsTotal >= Written, $"{sample.IoWriteCharsTotal} bytes");
        Assert.InRange(sample.IoWriteChars!.Value, 0, Written / 10);
        Assert.InRange(sample.ChildrenCpuTime!.Value.TotalSeconds, 0, 0.04);
        Assert.True(sample.ChildrenCpu >= 0.05, $"{sample.ChildrenCpu} seconds");
    }

    [Fact]
    public void Child_that_existed_only_between_two_samples_is_counted_for_its_parent()
    {
        using ShellProcess parent = new($"echo ready; read line; sh -c '{Burn}'; echo ended; read line");
        _ = parent.ReadLine();
        using ProcessWatch watch = Follow(parent);
        watch.Sample();
        parent.WriteLine("go");
        Assert.Equal("ended", parent.ReadLine());
        watch.Sample();
        ProcessSample sample = Assert.Single(watch.Processes());
        Assert.True(sample.ChildrenCpuPercent > 0);
        ProcessTreeNode root = ProcessTree.Build(watch.Snapshot())[0];
        Assert.Equal(sample.CpuTime + sample.ChildrenCpuTime, root.TreeCpuTime);
    }

    [Fact]
    public void ChildrenCpuPercent_is_null_when_children_are_not_watched()
    {
        using ShellProcess parent = new("echo ready; read line");
        _ = parent.ReadLine();
        using ProcessWatch watch = _session.Watch(new ProcessSelection { Targets = [_session.Find(parent.Id)!.Value] });
        watch.Sample();
        watch.Sample();
        Assert.Null(Assert.Single(watch.Processes()).ChildrenCpuPercent);
    }

    public void Dispose() => _session.Dispose();

    private ProcessWatch Follow(ShellProcess parent) =>
        _session.Watch(new ProcessSelection { Targets = [_session.Find(parent.Id)!.Value], FollowChildren = true });
}
