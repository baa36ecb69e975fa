using Vmon.Tests.Workloads;

namespace Vmon.Tests.Session;

// What a child did is added to its parent's counters by the kernel when the parent waits for it.
public sealed class ReapedChildrenTests : IDisposable
{
    private const string Burn = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
    private const long Written = 20_000_000;

    private readonly VmonSession _session = new(new SessionOptions());

    [Fact]
    public void A_childs_past_is_not_told_again_as_its_parents_present()
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
        Assert.True(sample.IoWriteCharsTotal >= Written, $"{sample.IoWriteCharsTotal} in all");
        Assert.InRange(sample.IoWriteChars!.Value, 0, Written / 10);
        Assert.InRange(sample.IoReadChars!.Value, 0, Written / 10);
        Assert.InRange(sample.ChildrenCpuTime!.Value.TotalSeconds, 0, 0.04);
        Assert.True(sample.ChildrenCpu >= 0.05, $"{sample.ChildrenCpu} seconds");
    }

    [Fact]
    public void Nor_is_a_grandchilds_that_ended_with_its_parent()
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
        Assert.True(sample.IoWriteCharsTotal >= Written, $"{sample.IoWriteCharsTotal} in all");
        Assert.InRange(sample.IoWriteChars!.Value, 0, Written / 10);
        Assert.InRange(sample.ChildrenCpuTime!.Value.TotalSeconds, 0, 0.04);
        Assert.True(sample.ChildrenCpu >= 0.05, $"{sample.ChildrenCpu} seconds");
    }

    [Fact]
    public void Who_lived_and_ended_between_two_samples_is_in_its_parents_figures()
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
    public void It_is_unknown_where_the_children_are_not_in_the_watch()
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
