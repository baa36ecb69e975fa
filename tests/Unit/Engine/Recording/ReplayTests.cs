using System.Collections;
using System.Globalization;
using System.Reflection;
using Vmon.Model;
using Vmon.Recording;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording;

[Collection(nameof(DescriptorTests))]
public sealed class ReplayTests : IDisposable
{
    private const string Churn =
        "(while :; do sh -c 'ls / >/dev/null & wait; :' ; done) & (while :; do dd if=/dev/zero of=/dev/null bs=64k count=20 2>/dev/null; done) & (while :; do sh -c 'sleep 0.02 & exit 3'; done) & wait";

    // Of the session that took the sample, not of the process.
    private static readonly string[] NotCompared = [nameof(ProcessSample.Session), nameof(ProcessSample.IsLocal)];

    private static readonly PropertyInfo[] Compared = [.. typeof(ProcessSample).GetProperties().Where(property => !NotCompared.Contains(property.Name))];

    private readonly ShellProcess _churn = new(Churn);

    public void Dispose() => _churn.Dispose();

    public static TheoryData<bool, bool> Sources => new() { { true, true }, { true, false }, { false, true }, { false, false } };

    [Theory]
    [MemberData(nameof(Sources))]
    public void Replayed_samples_equal_the_live_ones_in_every_property(bool useTaskStream, bool useEvents)
    {
        Samples samples = Record(new SessionOptions { UseTaskStream = useTaskStream, UseEvents = useEvents }, count: 60, wholeEvery: 17);
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch replay = Replay(session, samples.Blocks, FrameRange.Everything);
        int compared = 0;
        foreach (List<ProcessSample> live in samples.Live)
        {
            Assert.True(replay.TrySample(TestContext.Current.CancellationToken));
            compared += Compare(live, [.. replay.Processes()]);
        }

        Assert.False(replay.TrySample(TestContext.Current.CancellationToken));
        Assert.True(compared > 1000, $"Only {compared} samples of processes were compared.");
        Assert.Contains(samples.Live.SelectMany(static sample => sample), static sample => sample.HasExited);
    }

    private static Samples Record(SessionOptions options, int count, int wholeEvery)
    {
        using VmonSession session = new(options);
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        FrameWriter writer = new(watch.Table, () => TestPreamble.Of(watch.Table.Feed));
        Samples samples = new([], []);
        for (int i = 0; i < count; i++)
        {
            watch.Sample();
            samples.Live.Add([.. watch.Processes()]);
            bool isWhole = i % wholeEvery == 0;
            if (isWhole) samples.Blocks.Add(new MemoryBlock());
            writer.Write([], isWhole);
            samples.Blocks[^1].Add(writer.Frame);
            Thread.Sleep(20);
        }

        return samples;
    }

    private static ProcessWatch Replay(VmonSession session, IEnumerable<MemoryBlock> blocks, FrameRange range, ProcessSelection? selection = null)
    {
        RecordedFrames frames = new(blocks.Select(static block => block.Read()).GetEnumerator(), range);
        return new ProcessWatch(session, new ProcessTable((nodes, chosen) => new RecordedFeed(frames, nodes, chosen), selection ?? ProcessSelection.Everything, ProcessDataSets.Default));
    }

    private static int Compare(List<ProcessSample> live, List<ProcessSample> replayed)
    {
        Assert.Equal(live.Select(Key).Order(), replayed.Select(Key).Order());
        Dictionary<string, ProcessSample> byKey = replayed.ToDictionary(Key);
        List<string> differences = [];
        foreach (ProcessSample expected in live)
        {
            ProcessSample actual = byKey[Key(expected)];
            foreach (PropertyInfo property in Compared)
            {
                string before = Show(property.GetValue(expected));
                string after = Show(property.GetValue(actual));
                if (before != after) differences.Add($"{expected} {property.Name}: {before} live, {after} replayed, sample {expected.Sample}, {expected.Changed}, exited {expected.HasExited}, started {expected.HasStarted}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(20)));
        return live.Count;
    }

    private static string Key(ProcessSample sample) => $"{sample.Identity} {sample.HasExited}";

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => text,
        ProcessSample parent => $"{parent} {parent.Sample}",
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IEnumerable list => string.Join('|', list.Cast<object?>().Select(Show)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private sealed record Samples(List<List<ProcessSample>> Live, List<MemoryBlock> Blocks);
}
