using System.Reflection;
using Vmon.Model;
using Vmon.Recording;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording;

[Collection(nameof(DescriptorTests))]
public sealed class RecordedCgroupsTests : IDisposable
{
    private static readonly PropertyInfo[] Compared = [.. typeof(CgroupSample).GetProperties().Where(static property => property.Name != nameof(CgroupSample.Session))];

    private readonly VmonSession _session = new(new SessionOptions());

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Replayed_groups_equal_the_live_ones_in_every_property()
    {
        using ControlGroup stays = ControlGroup.With("pids.current");
        using ShellProcess load = new("while :; do ls / >/dev/null; done");
        List<ControlGroup> groups = [];
        Recorded recorded = Record(count: 30, wholeEvery: 11, i =>
        {
            if (i % 7 == 3) groups.Add(ControlGroup.With("pids.current"));
            if (i % 7 == 6) groups[^1].Dispose();
            if (i == 5) stays["pids.max"] = "9";
            Thread.Sleep(20);
        });
        CgroupWatch replay = Replay(recorded.Blocks, FrameRange.Everything);
        foreach (CgroupSample[] live in recorded.Live)
        {
            Assert.True(replay.TrySample(TestContext.Current.CancellationToken));
            Compare(live, [.. replay.Groups()]);
        }

        Assert.False(replay.TrySample(TestContext.Current.CancellationToken));
        CgroupSample[] all = [.. recorded.Live.SelectMany(static live => live)];
        Assert.Contains(all, static group => group.IsRemoved);
        Assert.Contains(all, static group => group.HasStarted);
        Assert.Contains(all, static group => group.TaskMax == 9);
    }

    [Fact]
    public void A_replay_of_a_part_equals_that_part_of_the_whole()
    {
        Recorded recorded = Record(count: 20, wholeEvery: 5, static _ => Thread.Sleep(20));
        CgroupWatch replay = Replay(recorded.Blocks.Skip(1), new FrameRange(recorded.Times[7], recorded.Times[9], 0));
        for (int i = 7; i <= 9; i++)
        {
            Assert.True(replay.TrySample(TestContext.Current.CancellationToken));
            Compare(recorded.Live[i], [.. replay.Groups()], nameof(CgroupSample.Sample));
        }

        Assert.False(replay.TrySample(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Differences_over_a_longer_interval_are_the_sums_of_the_recorded_ones()
    {
        using ShellProcess load = new("while :; do ls / >/dev/null; done");
        Recorded recorded = Record(count: 21, wholeEvery: 8, static _ => Thread.Sleep(20));
        CgroupWatch replay = Replay(recorded.Blocks, FrameRange.Everything with { Interval = (recorded.Times[20] - recorded.Times[0]) / 4 });
        TimeSpan sum = TimeSpan.Zero;
        while (replay.TrySample(TestContext.Current.CancellationToken)) sum += replay.Groups().First().CpuTime ?? TimeSpan.Zero;
        TimeSpan expected = recorded.Live.Aggregate(TimeSpan.Zero, static (all, live) => all + (live[0].CpuTime ?? TimeSpan.Zero));
        Assert.InRange((sum - expected).Ticks, -recorded.Live.Count, recorded.Live.Count);
        Assert.True(expected > TimeSpan.Zero);
    }

    [Fact]
    public void Groups_that_did_not_change_take_no_bytes()
    {
        Recorded recorded = Record(count: 3, wholeEvery: 3, static _ => { });
        Assert.InRange(recorded.Blocks[0].Columns.Where(static column => column.Column is >= (int)FrameColumn.Cgroups and <= (int)FrameColumn.CgroupDevices or >= (int)FrameColumn.CgroupNumbers).Sum(static column => column.Bytes.Length), 1, 500 * recorded.Live[0].Length);
    }

    [Fact]
    public void Totals_of_processes_are_those_of_the_same_sample()
    {
        using TemporaryDirectory directory = new();
        string path = directory.Combine("recording");
        using ShellProcess churn = ShellProcess.Churning();
        RecorderOptions options = new() { Path = path, Interval = TimeSpan.FromMilliseconds(50), DataSets = ProcessDataSets.Default | ProcessDataSets.Cgroup };
        using (VmonRecorder recorder = _session.Record(options)) WaitUntil.True(() => recorder.SampleCount >= 8);
        using VmonRecording recording = VmonRecording.Open(path);
        using CgroupWatch? groups = recording.WatchCgroups(CgroupSelection.Everything, CgroupDataSets.Default, new RecordingRange());
        Assert.SkipWhen(groups is null, "No control groups are mounted.");
        using ProcessWatch processes = recording.Watch(ProcessSelection.Everything, new RecordingRange());
        for (int i = 0; i < recording.SampleCount; i++)
        {
            Assert.True(groups.TrySample(TestContext.Current.CancellationToken) && processes.TrySample(TestContext.Current.CancellationToken));
            CgroupSample root = groups.Groups().First();
            ProcessSample[] all = [.. processes.Processes()];
            Assert.Equal(all.Count(static process => !process.HasExited), root.ProcessCount);
            Assert.Equal(i == 0 ? null : CgroupTotals.Of(all, groups.Table.Groups)[groups.Table.Groups.All[0]]!.CpuTime, root.ProcessCpuTime);
        }

        Assert.False(groups.TrySample(TestContext.Current.CancellationToken));
        churn.Kill();
    }

    private static void Compare(CgroupSample[] live, CgroupSample[] replayed, params string[] except)
    {
        Assert.Equal(live.Select(static group => $"{group.Path} {group.IsRemoved}"), replayed.Select(static group => $"{group.Path} {group.IsRemoved}"));
        foreach ((CgroupSample own, CgroupSample other) in live.Zip(replayed))
            foreach (PropertyInfo property in Compared)
                if (!except.Contains(property.Name)) Assert.Equal($"{own} {property.Name}: {SampleComparison.Show(property.GetValue(own))}", $"{other} {property.Name}: {SampleComparison.Show(property.GetValue(other))}");
    }

    private Recorded Record(int count, int wholeEvery, Action<int> between)
    {
        using ProcessWatch processes = _session.Watch(new ProcessSelection { Targets = [_session.Find(Environment.ProcessId)!.Value] });
        CgroupWatch? watch = _session.WatchCgroups(CgroupSelection.Everything, CgroupDataSets.Default & ~CgroupDataSets.Processes);
        Assert.SkipWhen(watch is null, "No control groups are mounted.");
        FrameWriter writer = new(processes.Table, machine: null, watch.Table, () => TestPreamble.Of(processes.Table.Feed, hasCgroups: true));
        Recorded recorded = new([], [], []);
        for (int i = 0; i < count; i++)
        {
            between(i);
            processes.Sample();
            watch.Sample();
            recorded.Live.Add([.. watch.Groups()]);
            bool isWhole = i % wholeEvery == 0;
            if (isWhole) recorded.Blocks.Add(new MemoryBlock());
            writer.Write([], isWhole);
            recorded.Blocks[^1].Add(writer.Frame);
            recorded.Times.Add(writer.Times.Began);
        }

        watch.Dispose();
        return recorded;
    }

    private CgroupWatch Replay(IEnumerable<MemoryBlock> blocks, FrameRange range)
    {
        RecordedFrames frames = new(blocks.Select(static block => block.Read()).GetEnumerator(), range);
        return new CgroupWatch(_session, new CgroupTable(new RecordedCgroups(frames), CgroupSelection.Everything), CgroupSelection.Everything, processes: null);
    }

    private sealed record Recorded(List<CgroupSample[]> Live, List<MemoryBlock> Blocks, List<long> Times);
}
