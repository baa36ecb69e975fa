using System.Reflection;
using System.Runtime.CompilerServices;
using Vmon.Model;
using Vmon.Recording;
using Vmon.Recording.Processes;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording;

[Collection(nameof(DescriptorTests))]
public sealed class ReplayTests : IDisposable
{
    // With these, threads are recorded as well.
    private const ProcessDataSets Included = ProcessDataSets.All;

    private static readonly ProcessSelection Threads = new() { IncludeThreads = true };

    private readonly ShellProcess _churn = ShellProcess.Churning();

    public void Dispose() => _churn.Dispose();

    public static TheoryData<bool, bool, bool> Sources => new()
    {
        { true, true, false }, { true, false, false }, { false, true, false }, { false, false, false }, { true, true, true }, { false, false, true },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void Replayed_samples_equal_the_live_ones_in_every_property(bool useTaskStream, bool useEvents, bool includesAll)
    {
        Samples samples = Record(new SessionOptions { UseTaskStream = useTaskStream, UseEvents = useEvents }, count: includesAll ? 25 : 45, wholeEvery: includesAll ? 9 : 17, dataSets: includesAll ? Included : ProcessDataSets.Default);
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch replay = Replay(session, samples.Blocks, FrameRange.Everything);
        Assert.All(samples.Blocks, block => Assert.Equal(includesAll, block.Columns.Any(static column => column.Column is (int)FrameColumn.DetailPatterns or >= (int)FrameColumn.DetailNumbers)));
        int compared = 0;
        int taken = 0;
        foreach (List<ProcessSample> live in samples.Live)
        {
            Assert.True(replay.TrySample(TestContext.Current.CancellationToken));
            compared += SampleComparison.Compare(live, [.. replay.Processes()]);
            if (includesAll) Assert.Equal(samples.Files[taken++], SampleComparison.FilesOf(replay));
        }

        Assert.False(replay.TrySample(TestContext.Current.CancellationToken));
        Assert.True(compared > 1000, $"Only {compared} samples of processes were compared.");
        Assert.Contains(samples.Live.SelectMany(static sample => sample), static sample => sample.HasExited);
        if (!includesAll) return;
        Assert.Contains(samples.Live.SelectMany(static sample => sample), HasDetails);
        Assert.Contains(samples.Live.SelectMany(static sample => sample), static sample => sample is { IsThread: true, HasExited: true, IoReadTotal: not null });
        Assert.Contains(samples.Live.SelectMany(static sample => sample), static sample => sample is { IsThread: true, HasStarted: true });
        Assert.Contains(samples.Live.SelectMany(static sample => sample), static sample => sample.ParentThreadId is not null);
    }

    [Fact]
    public void Command_lines_are_recorded_up_to_32_kB_and_longer_ones_are_marked()
    {
        string word = new('x', 1000);
        using ShellProcess whole = new($"exec sleep 60 {string.Join(' ', Enumerable.Repeat("0", 10_000))}");
        using ShellProcess longer = new($"sleep 60 # {string.Concat(Enumerable.Repeat(word, 100))}");
        WaitUntil.True(() => File.ReadAllText($"/proc/{whole.Id}/cmdline").StartsWith("sleep", StringComparison.Ordinal));
        Samples samples = Record(new SessionOptions(), count: 3, wholeEvery: 2);
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch replay = Replay(session, samples.Blocks, FrameRange.Everything);
        foreach (List<ProcessSample> live in samples.Live)
        {
            Assert.True(replay.TrySample(TestContext.Current.CancellationToken));
            ProcessSample[] replayed = [.. replay.Processes()];
            _ = SampleComparison.Compare(live, [.. replayed]);
            ProcessSample same = replayed.Single(process => process.Id == whole.Id);
            Assert.Equal((10_002, false), (same.Arguments!.Count, same.IsCommandLineTruncated));
            ProcessSample cut = replayed.Single(process => process.Id == longer.Id);
            Assert.Equal((TextTable.Longest, true), (string.Join('\0', cut.Arguments!).Length, cut.IsCommandLineTruncated));
            ProcessSample known = live.Single(process => process.Id == longer.Id);
            Assert.Equal((100_011, false), (known.Arguments![2].Length, known.IsCommandLineTruncated));
        }
    }

    [Theory]
    [InlineData(ProcessDataSets.Default)]
    [InlineData(Included)]
    public void Replay_of_a_part_equals_that_part_of_the_whole(ProcessDataSets dataSets)
    {
        Samples samples = Record(new SessionOptions(), count: 40, wholeEvery: 10, dataSets: dataSets);
        List<ProcessSample>[] live = [.. samples.Live.Where(static sample => sample.Count > 0)];
        using VmonSession session = new(new SessionOptions());
        foreach ((int first, int last) in ((int, int)[])[(1, 5), (9, 12), (10, 10), (13, 39), (39, 39)])
        {
            FrameRange range = new(samples.Times[first], samples.Times[last], 0);
            using ProcessWatch replay = Replay(session, samples.Blocks.Skip(Math.Max(0, ((first + 9) / 10) - 1)), range);
            for (int i = first; i <= last; i++)
            {
                Assert.True(replay.TrySample(TestContext.Current.CancellationToken));
                _ = SampleComparison.Compare(live[i], [.. replay.Processes()], nameof(ProcessSample.Sample), nameof(ProcessSample.Parent));
            }

            Assert.False(replay.TrySample(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(5, false)]
    public void Adoption_before_a_part_is_no_change_in_its_first_sample(int first, bool hasChanged)
    {
        using FakeProc proc = new();
        _ = proc.Add(1);
        _ = proc.Add(2, parent: 1);
        _ = proc.Add(3, parent: 2);
        Samples samples = Record(new SessionOptions { ProcRoot = proc.Path, TimeProvider = proc.Time }, count: 6, wholeEvery: 6, i =>
        {
            proc.Pass(TimeSpan.FromSeconds(1));
            if (i == 2) proc.Remove(2, heir: 1); // it is shown once more, and its child moves after that
        });
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch replay = Replay(session, samples.Blocks, new FrameRange(samples.Times[first], long.MaxValue, 0));
        Assert.True(replay.TrySample(TestContext.Current.CancellationToken));
        Assert.Equal(hasChanged, replay.Processes().Single(static process => process.Id == 1).Changed.HasFlag(ProcessChanges.Children));
        _ = SampleComparison.Compare(samples.Live[first], [.. replay.Processes()], nameof(ProcessSample.Sample), nameof(ProcessSample.Parent));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Differences_over_a_longer_interval_are_the_sums_of_the_recorded_ones(bool useEvents)
    {
        Samples samples = Record(new SessionOptions { UseEvents = useEvents }, count: 41, wholeEvery: 15);
        using VmonSession session = new(new SessionOptions());
        long interval = (samples.Times[40] - samples.Times[0]) / 10;
        using ProcessWatch replay = Replay(session, samples.Blocks, FrameRange.Everything with { Interval = interval });
        Dictionary<string, TimeSpan> sums = [];
        Dictionary<string, long> started = [];
        int taken = 0;
        while (replay.TrySample(TestContext.Current.CancellationToken))
        {
            taken++;
            DateTimeOffset time = replay.Processes().Max(static process => process.Timestamp);
            Dictionary<ProcessIdentity, DateTimeOffset> last = samples.Live.Single(sample => sample.Max(static process => process.Timestamp) == time)
                .Where(static process => !process.HasExited).ToDictionary(static process => process.Identity, static process => process.Timestamp);
            foreach (ProcessSample process in replay.Processes())
            {
                if (!process.HasExited) Assert.Equal(last[process.Identity], process.Timestamp);
                sums[$"{process.Identity}"] = sums.GetValueOrDefault($"{process.Identity}") + (process.CpuTime ?? TimeSpan.Zero);
                if (process.HasStarted) started[$"{process.Identity}"] = started.GetValueOrDefault($"{process.Identity}") + 1;
            }
        }

        Assert.InRange(taken, 8, 14);
        Dictionary<string, TimeSpan> expected = [];
        foreach (ProcessSample process in samples.Live.SelectMany(static sample => sample))
            expected[$"{process.Identity}"] = expected.GetValueOrDefault($"{process.Identity}") + (process.CpuTime ?? TimeSpan.Zero);
        Assert.Equal(expected.Keys.Order(), sums.Keys.Order());
        TimeSpan all = expected.Values.Aggregate(TimeSpan.Zero, static (sum, time) => sum + time);
        TimeSpan replayed = sums.Values.Aggregate(TimeSpan.Zero, static (sum, time) => sum + time);
        string[] differences = [.. expected.Where(process => (process.Value - sums[process.Key]).Duration() > TimeSpan.FromTicks(samples.Live.Count)).Select(process => $"{process.Key}: {process.Value} recorded, {sums[process.Key]} replayed")];
        Assert.True(differences.Length == 0, string.Join('\n', differences.Take(10)));
        Assert.InRange(replayed / all, 0.999, 1.001);
        Assert.All(started.Values, static count => Assert.Equal(1, count));
    }

    [Fact]
    public void Nothing_is_compared_across_missing_samples_and_what_exited_meanwhile_is_shown_once()
    {
        using ShellProcess killed = new("sleep 60");
        Samples samples = Record(new SessionOptions(), count: 30, wholeEvery: 10, i => { if (i == 15) killed.Kill(); });
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch replay = Replay(session, [samples.Blocks[0], samples.Blocks[2]], FrameRange.Everything);
        for (int i = 0; i < 10; i++) Assert.True(replay.TrySample(TestContext.Current.CancellationToken));
        HashSet<ProcessIdentity> before = [.. replay.Processes().Where(static process => !process.HasExited).Select(static process => process.Identity)];
        Assert.True(replay.TrySample(TestContext.Current.CancellationToken));
        ProcessSample[] after = [.. replay.Processes()];
        Assert.All(after, static process => Assert.Null(process.Interval));
        Assert.All(after, static process => Assert.Null(process.CpuPercent));
        Assert.DoesNotContain(after, static process => process.HasStarted);
        HashSet<ProcessIdentity> now = [.. samples.Live[20].Where(static process => !process.HasExited).Select(static process => process.Identity)];
        Assert.Equal(before.Except(now).ToHashSet(), after.Where(process => process.HasExited && before.Contains(process.Identity)).Select(static process => process.Identity).ToHashSet());
        Assert.Contains(after, process => process.Id == killed.Id && process.HasExited);
        Assert.True(replay.TrySample(TestContext.Current.CancellationToken));
        _ = SampleComparison.Compare(
            samples.Live[21], [.. replay.Processes()], nameof(ProcessSample.Sample), nameof(ProcessSample.Parent), nameof(ProcessSample.IsFirstSample), nameof(ProcessSample.Changed)); // orphans can move a sample later
    }

    [Fact]
    public void Selections_of_a_replay_are_those_of_a_watch()
    {
        Samples samples = Record(new SessionOptions(), count: 20, wholeEvery: 7);
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch named = Replay(session, samples.Blocks, FrameRange.Everything, new ProcessSelection { Name = static name => name == "dd" });
        using ProcessWatch followed = Replay(session, samples.Blocks, FrameRange.Everything, new ProcessSelection { Ids = [_churn.Id], FollowChildren = true });
        foreach (List<ProcessSample> live in samples.Live)
        {
            Assert.True(named.TrySample(TestContext.Current.CancellationToken) && followed.TrySample(TestContext.Current.CancellationToken));
            Assert.Equal(
                live.Where(static process => process.ProcessName == "dd").Select(static process => process.Identity).ToHashSet(),
                named.Processes().Where(static process => process.ProcessName == "dd").Select(static process => process.Identity).ToHashSet());
            HashSet<ProcessIdentity> below = [.. live.Where(IsOfChurn).Select(static process => process.Identity)];
            Assert.Empty(below.Except(followed.Processes().Select(static process => process.Identity)));
            Assert.Contains(followed.Processes(), process => process.Id == _churn.Id);
            Assert.DoesNotContain(followed.Processes(), static process => process.Id == 1);
        }
    }

    [Fact]
    public void Replay_of_one_process_equals_the_live_samples_of_it_in_every_property()
    {
        Samples samples = Record(new SessionOptions(), count: 20, wholeEvery: 7);
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch replay = Replay(session, samples.Blocks, FrameRange.Everything, new ProcessSelection { Ids = [_churn.Id] });
        foreach (List<ProcessSample> live in samples.Live)
        {
            Assert.True(replay.TrySample(TestContext.Current.CancellationToken));
            ProcessSample expected = Assert.Single(live, process => process.Id == _churn.Id);
            ProcessSample actual = Assert.Single(replay.Processes());
            _ = SampleComparison.Compare([expected], [actual], nameof(ProcessSample.Parent), nameof(ProcessSample.Depth), nameof(ProcessSample.Changed));
            Assert.Equal(expected.Changed & ~ProcessChanges.Children, actual.Changed); // its children are not in the replay
        }
    }

    [Fact]
    public void Damaged_columns_are_never_an_exception()
    {
        Samples samples = Record(new SessionOptions(), count: 6, wholeEvery: 10, dataSets: Included);
        MemoryBlock block = samples.Blocks[0];
        using VmonSession session = new(new SessionOptions());
        Random random = new(1);
        int damaged = 0;
        foreach ((int column, byte[] bytes) in block.Columns)
        {
            for (int i = 0; i < (column < (int)FrameColumn.Numbers ? 8 : 1); i++)
            {
                byte[] other = [.. bytes];
                if ((i + column) % 4 == 0) other = other[..random.Next(other.Length)];
                else other[random.Next(other.Length)] ^= (byte)(1 << random.Next(8));
                RecordedFrames frames = new(((IEnumerable<FrameReader>)[block.ReadWith(column, other)]).GetEnumerator(), FrameRange.Everything);
                using ProcessWatch replay = new(session, new ProcessTable((nodes, chosen) => new RecordedFeed(frames, nodes, chosen), Threads, ProcessDataSets.All));
                int taken = 0;
                while (replay.TrySample(TestContext.Current.CancellationToken)) taken++;
                if (taken < 6) damaged++;
                foreach (ProcessSample process in replay.Processes().Take(20))
                    foreach (PropertyInfo property in SampleComparison.Compared) _ = property.GetValue(process);
            }
        }

        Assert.True(damaged > 40, $"Only {damaged} damages were found.");
    }

    [Fact]
    public void Objects_of_a_replay_keep_no_block_in_memory()
    {
        Samples samples = Record(new SessionOptions(), count: 6, wholeEvery: 2, dataSets: Included);
        (List<ProcessSample> objects, List<WeakReference> columns) = ReplayAll(samples.Blocks);
        GC.Collect();
        Assert.True(columns.Count > 300, $"Only {columns.Count} columns.");
        Assert.DoesNotContain(columns, static column => column.IsAlive);
        Assert.Contains(objects, static process => process.UserName is not null);
    }

    // Its locals would live as long as the test.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (List<ProcessSample> Objects, List<WeakReference> Columns) ReplayAll(IEnumerable<MemoryBlock> blocks)
    {
        List<ProcessSample> objects = [];
        List<WeakReference> columns = [];
        using VmonSession session = new(new SessionOptions());
        RecordedFrames frames = new(blocks.Select(block => block.ReadWith(column => columns.Add(new WeakReference(column)))).GetEnumerator(), FrameRange.Everything);
        using ProcessWatch replay = new(session, new ProcessTable((nodes, chosen) => new RecordedFeed(frames, nodes, chosen), Threads, ProcessDataSets.All));
        while (replay.TrySample(TestContext.Current.CancellationToken)) objects.AddRange(replay.Processes());
        return (objects, columns);
    }

    private static bool HasDetails(ProcessSample process) =>
        process is { ProportionalMemory: > 0, OomScore: not null, TimeSlices: > 0, Namespaces.Mount: not null, Cgroups.Count: > 0, VoluntaryContextSwitches: not null, AllowedProcessors.Count: > 0 };

    private bool IsOfChurn(ProcessSample process)
    {
        for (ProcessSample? at = process; at is not null; at = at.Parent)
            if (at.Id == _churn.Id) return true;
        return false;
    }

    private static Samples Record(SessionOptions options, int count, int wholeEvery, Action<int>? between = null, ProcessDataSets dataSets = ProcessDataSets.Default)
    {
        using VmonSession session = new(options);
        using ProcessWatch watch = session.Watch(new ProcessSelection { IncludeThreads = dataSets == Included }, dataSets);
        FrameWriter writer = new(watch.Table, machine: null, cgroups: null, () => TestPreamble.Of(watch.Table.Feed, dataSets, hasThreads: dataSets == Included));
        Samples samples = new([], [], [], []);
        for (int i = 0; i < count; i++)
        {
            between?.Invoke(i);
            new Thread(static () => Thread.Sleep(50)) { Name = "of a moment" }.Start();
            watch.Sample();
            samples.Live.Add([.. watch.Processes()]);
            if (dataSets == Included) samples.Files.Add(SampleComparison.FilesOf(watch));
            bool isWhole = i % wholeEvery == 0;
            if (isWhole) samples.Blocks.Add(new MemoryBlock());
            writer.Write([], isWhole);
            samples.Blocks[^1].Add(writer.Frame);
            samples.Times.Add(writer.Times.Began);
            Thread.Sleep(20);
        }

        return samples;
    }

    private static ProcessWatch Replay(VmonSession session, IEnumerable<MemoryBlock> blocks, FrameRange range, ProcessSelection? selection = null)
    {
        RecordedFrames frames = new(blocks.Select(static block => block.Read()).GetEnumerator(), range);
        return new ProcessWatch(session, new ProcessTable((nodes, chosen) => new RecordedFeed(frames, nodes, chosen), selection ?? Threads, ProcessDataSets.All));
    }

    private sealed record Samples(List<List<ProcessSample>> Live, List<MemoryBlock> Blocks, List<long> Times, List<string[]> Files);
}
