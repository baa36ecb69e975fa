using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Screen.View;
using Vmon.Tests.PowerShell.Screen.Frames;

namespace Vmon.Tests.PowerShell.Screen.View;

public class TotalsTests
{
    [Fact]
    public void Totals_are_those_of_the_subtree()
    {
        using MemoryFrames frames = new();
        frames.Source.Put(1, 0, user: 0, read: 0, written: 0, residentPages: 10);
        frames.Source.Put(2, 1, user: 0, read: 0, written: 0, residentPages: 20);
        frames.Source.Put(3, 2, user: 0, read: 0, written: 0, residentPages: 30);
        _ = frames.Next();
        frames.Source.Put(1, 0, user: 1, read: 1, written: 10, residentPages: 10);
        frames.Source.Put(2, 1, user: 20, read: 200, written: 20, residentPages: 20);
        frames.Source.Put(3, 2, user: 30, read: 300, written: 30, residentPages: 30);
        Frame frame = frames.Next();
        Totals totals = Totals.Of(frames.Forest(), 1, frame);
        Assert.Equal((2, 50, 500, 50), (totals.Processes, totals.Cpu, totals.Read, totals.Write));
        Assert.Equal(50L * Environment.SystemPageSize, totals.Memory);
        Assert.Equal(2, totals.Threads);
    }

    [Fact]
    public void Totals_agree_with_the_tree_of_the_engine()
    {
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        watch.Sample();
        watch.Sample();
        ProcessSnapshot snapshot = watch.Snapshot();
        Frame frame = Frame.Of(0, default, null, [.. snapshot.Processes], null);
        Forest forest = Forest.Of([frame]);
        IReadOnlyList<ProcessTreeNode> nodes = ProcessTree.Build(snapshot);
        Assert.Equal(forest.Count, nodes.Count);
        for (int node = 0; node < forest.Count; node++)
        {
            Totals totals = Totals.Of(forest, node, frame);
            Assert.Equal(nodes[node].Id, forest[node].Id);
            Assert.Equal((nodes[node].TreeProcessCount, nodes[node].TreeWorkingSet, nodes[node].TreeThreadCount), (totals.Processes, totals.Memory, totals.Threads));
            Assert.Equal(nodes[node].TreeCpuPercent ?? -1, totals.Cpu ?? -1, 0.01);
        }
    }

    [Fact]
    public void Process_that_exited_earlier_has_no_part()
    {
        using MemoryFrames frames = new();
        frames.Source.Put(1, 0, residentPages: 10);
        frames.Source.Put(2, 1, residentPages: 20);
        _ = frames.Next();
        frames.Source.Remove(2);
        _ = frames.Next();
        Frame frame = frames.Next();
        Forest forest = frames.Forest();
        Assert.Equal(2, forest.Count);
        Totals totals = Totals.Of(forest, 0, frame);
        Assert.Equal((1, 10L * Environment.SystemPageSize), (totals.Processes, totals.Memory));
    }

    [Fact]
    public void Unknown_parts_are_left_out_and_nothing_known_is_unknown()
    {
        using MemoryFrames frames = new();
        frames.Source.Put(1, 0);
        frames.Source.Put(2, 1, residentPages: 20);
        Frame frame = frames.Next();
        Totals totals = Totals.Of(frames.Forest(), 0, frame);
        Assert.Equal((null, null, 20L * Environment.SystemPageSize), (totals.Cpu, totals.Read, totals.Memory));
    }

    [Fact]
    public void History_of_a_folded_process_is_that_of_its_subtree()
    {
        using MemoryFrames frames = new();
        frames.Source.Put(1, 0, user: 0);
        frames.Source.Put(2, 1, user: 0);
        frames.Source.Put(3, 0, user: 0);
        _ = frames.Next();
        for (int sample = 1; sample <= 3; sample++)
        {
            frames.Source.Put(1, 0, user: sample * 10);
            frames.Source.Put(2, 1, user: sample * 20);
            frames.Source.Put(3, 0, user: sample * 40);
            _ = frames.Next();
        }

        Usage[] values = new Usage[5];
        History.OfTree(frames.Window(5), frames.Forest(), 0, values);
        Assert.Equal([0, 0, 30, 30, 30], values.Select(value => value.Cpu));
        History.Of(frames.Window(5), frames.Key(2), values);
        Assert.Equal([0, 0, 20, 20, 20], values.Select(value => value.Cpu));
    }
}
