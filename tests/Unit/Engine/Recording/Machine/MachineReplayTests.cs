using System.Collections;
using System.Globalization;
using System.Reflection;
using Vmon.ProcFs;
using Vmon.Recording;
using Vmon.Recording.Machine;
using Vmon.Sources;
using Vmon.Sources.Machine;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording.Machine;

[Collection(nameof(DescriptorTests))]
public sealed class MachineReplayTests : IDisposable
{
    private const int FirstColumn = (int)FrameColumn.Machine;
    private const string Load = "(while :; do ls / >/dev/null; done) & (while :; do dd if=/dev/zero of=/dev/null bs=64k count=20 2>/dev/null; done) & wait";

    private readonly ProcTree _proc = new();
    private readonly FakeTime _clock = new();

    public void Dispose() => _proc.Dispose();

    [Fact]
    public void Replayed_samples_equal_the_live_ones_in_every_property()
    {
        using ShellProcess load = new(Load);
        using VmonSession session = new(new SessionOptions());
        Recorded recorded = Record(session, SystemDataSets.All, count: 40, wholeEvery: 13, static _ => Thread.Sleep(20));
        Compare(recorded, from: 0);
        Assert.All(recorded.Samples, static sample => Assert.NotNull(sample.VmStat));
        Assert.Contains(recorded.Samples, static sample => sample.Changed.HasFlag(SystemChanges.InterruptsByName));
    }

    [Theory]
    [InlineData(SystemDataSets.None)]
    [InlineData(SystemDataSets.Default)]
    [InlineData(SystemDataSets.Interrupts)]
    public void Data_sets_that_were_not_recorded_are_null(SystemDataSets dataSets)
    {
        using VmonSession session = new(new SessionOptions());
        Compare(Record(session, dataSets, count: 4, wholeEvery: 3, static _ => { }), from: 0);
    }

    [Fact]
    public void A_replay_from_the_middle_differs_only_in_its_first_sample()
    {
        using VmonSession session = new(new SessionOptions());
        Recorded recorded = Record(session, SystemDataSets.All, count: 12, wholeEvery: 5, static _ => Thread.Sleep(2));
        Compare(recorded, from: 5);
    }

    [Fact]
    public void After_a_gap_nothing_is_compared_with_the_sample_before_it()
    {
        using VmonSession session = new(new SessionOptions());
        Recorded recorded = Record(session, SystemDataSets.All, count: 4, wholeEvery: 2, static _ => Thread.Sleep(20));
        Replay replay = new(recorded);
        _ = replay.Next(0);
        Assert.NotNull(replay.Next(1).ContextSwitches);
        replay.State.Interrupt();
        SystemSample sample = replay.Next(2);
        Assert.NotNull(sample.ContextSwitchesTotal);
        Assert.Null(sample.ContextSwitches);
        Assert.Null(sample.VmStatChange);
        Assert.Equal(SystemChanges.None, sample.Changed);
    }

    [Fact]
    public void CPUs_and_files_that_come_and_go_are_replayed()
    {
        using VmonSession session = _proc.Start(_clock);
        Recorded recorded = Record(session, SystemDataSets.All, count: 30, wholeEvery: 7, Change);
        Compare(recorded, from: 0);
        Assert.Contains(recorded.Samples, static sample => sample.Changed.HasFlag(SystemChanges.Cpus));
        Assert.Contains(recorded.Samples, static sample => sample.MemInfo is null);
        Assert.Contains(recorded.Samples, static sample => sample.LoadAverage1 is null);
        Assert.Contains(recorded.Samples, static sample => sample.IoPressure is not null);
        Assert.Contains(recorded.Samples, static sample => sample.Disks is null);
        Assert.Contains(recorded.Samples, static sample => sample.Interfaces is null);
        Assert.Contains(recorded.Samples, static sample => sample is { Disks.Count: 0 });
        Assert.Contains(recorded.Samples, static sample => sample is { DiskReadRate: > 0, NetReceiveRate: > 0 });
    }

    [Fact]
    public void A_recording_of_a_version_without_the_later_files_has_the_others()
    {
        using VmonSession session = new(new SessionOptions());
        Recorded recorded = Record(session, SystemDataSets.All, count: 5, wholeEvery: 3, static _ => Thread.Sleep(2));
        Replay replay = new(recorded) { Columns = MachineColumns.Shapes(SystemFileId.DiskStats) };
        for (int i = 0; i < recorded.Samples.Count; i++)
        {
            SystemSample sample = replay.Next(i);
            Assert.Null(sample.Disks);
            Assert.Null(sample.DiskReadRate);
            Assert.Null(sample.Interfaces);
            Assert.Null(sample.NetErrors);
            Assert.Null(sample.FileSystems);
            Assert.Equal((recorded.Samples[i].MemoryFree, recorded.Samples[i].InterruptsTotal), (sample.MemoryFree, sample.InterruptsTotal));
            Assert.Equal(Show(recorded.Samples[i].InterruptsByName), Show(sample.InterruptsByName));
        }
    }

    [Theory]
    [InlineData("linux-2.4")]
    [InlineData("linux-2.6.32")]
    [InlineData("psi-off")]
    public void Captured_trees_are_replayed(string fixture)
    {
        string root = Path.Combine(AppContext.BaseDirectory, "Fixtures", "System", fixture);
        using VmonSession session = new(new SessionOptions { ProcRoot = root, TimeProvider = _clock });
        Compare(Record(session, SystemDataSets.All, count: 3, wholeEvery: 2, _ => _clock.Advance(TimeSpan.FromSeconds(2))), from: 0);
    }

    [Fact]
    public void A_text_that_is_too_large_to_record_is_reported()
    {
        _proc["interrupts"] = "   CPU0\nLOC: 5 Timer\n" + new string('x', 1000) + string.Concat(Enumerable.Repeat("LOC: 5 " + new string('y', 1000) + "\n", SystemTexts.Longest / 1000));
        using VmonSession session = _proc.Start(_clock);
        Recorded recorded = Record(session, SystemDataSets.Interrupts, count: 1, wholeEvery: 1, static _ => { });
        Assert.NotNull(recorded.Samples[0].InterruptsByName);
        Replay replay = new(recorded);
        Assert.Null(replay.Next(0).InterruptsByName);
        Assert.Equal(new UnreadFiles(1, "interrupts", true), replay.Unread);
    }

    [Fact]
    public void Malformed_columns_end_the_block()
    {
        using VmonSession session = new(new SessionOptions());
        Recorded recorded = Record(session, SystemDataSets.All, count: 6, wholeEvery: 6, static _ => Thread.Sleep(2));
        MemoryBlock block = recorded.Blocks.Single();
        Random random = new(Seed: 16);
        int refused = 0;
        foreach ((int column, byte[] bytes) in block.Columns)
        {
            for (int i = 0; i < 200; i++)
            {
                byte[] damaged = i % 4 == 0 ? bytes[..random.Next(bytes.Length)] : [.. bytes];
                if (i % 4 != 0) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                MachineReader reader = new();
                ColumnReader Column(int number) => number == column ? new ColumnReader(damaged) : block.Column(number);
                int frames = 0;
                while (frames < 6 && reader.TryRead(Column, FirstColumn, isWhole: frames == 0)) frames++;
                if (frames == 6) continue;
                refused++;
                Assert.False(reader.TryRead(Column, FirstColumn, isWhole: false));
                Assert.Equal(ReadStatus.Malformed, reader.Read(SystemFileId.Stat, out _));
                Assert.True(reader.TryRead(block.Column, FirstColumn, isWhole: true));
            }
        }

        Assert.True(refused > 100, $"Only {refused} damages were noticed.");
    }

    [Fact]
    public void Recording_allocates_nothing_in_the_steady_state()
    {
        using VmonSession session = new(new SessionOptions());
        using SystemWatch watch = session.WatchSystem(SystemDataSets.All);
        watch.Sampler.KeepTexts();
        MachineWriter writer = new();
        ColumnSet frame = new();
        for (int i = 0; i < 50; i++) Write(isWhole: i % 2 == 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) Write(isWhole: false);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Write(bool isWhole)
        {
            watch.Sampler.Sample();
            frame.Clear();
            writer.Write(frame, FirstColumn, watch.Sampler, isWhole);
        }
    }

    private void Change(int i)
    {
        _clock.Advance(TimeSpan.FromSeconds(2));
        string cpu1 = i % 5 == 2 ? "" : $"cpu1 {i * 50} 0 {i * 10} {i * 140}\n";
        string heading = i % 5 == 2 ? "      CPU0\n" : "      CPU0       CPU1\n";
        string count = i % 5 == 2 ? $"{i * 999,11}" : $"{i * 999,11}{i * 98,11}";
        _proc["stat"] = $"cpu  {i * 100} 0 {i * 20} {i * 280}\ncpu0 {i * 50} 0 {i * 10} {i * 140}\n{cpu1}intr {i * 1000} 0 {i}\nctxt {i * 7}\nbtime 1700000000\n";
        _proc["meminfo"] = i % 4 == 3 ? null : $"MemTotal:       24689764 kB\nMemFree:  {i * i * i * 900,14} kB\n";
        _proc["loadavg"] = i % 6 == 5 ? "noise\n" : $"{i / 7.0:F2} 0.07 0.00 {i}/114 {i}\n";
        _proc["interrupts"] = i % 7 == 6 ? "" : $"{heading} LOC:{count}   Local timer interrupts\n";
        _proc["vmstat"] = i < 9 ? null : $"pgfault {i}\nunfinished {i}";
        _proc["pressure/io"] = i < 5 ? null : $"some avg10={i}.85 avg60=8.95 avg300=7.12 total={i * 1_000_000}\n";
        _proc["diskstats"] = i % 8 == 7 ? null : i % 9 == 8 ? "" : $"   8       0 sda {i} {i} {i * 8} {i} {i} {i} {i * 16} {i} 0 {i * 90} {i * 99}\n"
            + (i < 12 ? "" : $"   8      16 sdb {i} 0 {i * 80} 0 0 0 0 0 {i % 3} {i} {i} 0 0 0 0 1 1\n");
        _proc["net/dev"] = i < 4 ? null : $"Inter-|\n face |\n    lo: {i * i * 100} {i * 3} 0 0 0 0 0 0 {i * i * 100} {i * 3} 0 0 0 0 0 0\n"
            + (i % 6 == 5 ? "" : $"  eth0: {i * 1000} {i} 0 {i / 9} 0 0 0 0 {i * 2000} {i} 0 0 0 0 0 0\n");
        _proc["uptime"] = i % 3 == 0 ? null : $"{i}.50 3.00\n";
    }

    private static Recorded Record(VmonSession session, SystemDataSets dataSets, int count, int wholeEvery, Action<int> between)
    {
        using SystemWatch watch = session.WatchSystem(dataSets);
        watch.Sampler.KeepTexts();
        MachineWriter writer = new();
        ColumnSet frame = new();
        Recorded recorded = new(watch.Sampler.Host, wholeEvery, [], [], []);
        for (int i = 0; i < count; i++)
        {
            between(i);
            watch.Sample();
            recorded.Samples.Add(watch.Current!);
            recorded.Times.Add(SampleTimes.Of(watch.Sampler.State, machine: null, lostEvents: 0, flags: SampleFlags.None));
            frame.Clear();
            writer.Write(frame, FirstColumn, watch.Sampler, isWhole: i % wholeEvery == 0);
            if (i % wholeEvery == 0) recorded.Blocks.Add(new MemoryBlock());
            recorded.Blocks[^1].Add(frame);
        }

        return recorded;
    }

    private static void Compare(Recorded recorded, int from)
    {
        Replay replay = new(recorded);
        if (from > 0) _ = replay.Next(from++);
        List<string> differences = [];
        for (int i = from; i < recorded.Samples.Count; i++)
        {
            SystemSample actual = replay.Next(i);
            foreach (PropertyInfo property in typeof(SystemSample).GetProperties())
            {
                if (property.Name is nameof(SystemSample.Session) || (property.Name is nameof(SystemSample.Sample) && from > 0)) continue;
                string before = Show(property.GetValue(recorded.Samples[i]));
                string after = Show(property.GetValue(actual));
                if (before != after) differences.Add($"{i} {property.Name}: {before} live, {after} replayed");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(20)));
    }

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => text,
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        IEnumerable list => string.Join('|', list.Cast<object?>().Select(Show)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ when value.GetType().IsGenericType || value is InterruptSample => value.ToString()!,
        _ => string.Join(' ', value.GetType().GetProperties().Where(static property => property.Name != nameof(SystemSample.Sample)).Select(property => $"{property.Name}={Show(property.GetValue(value))}")),
    };

    private sealed record Recorded(SampledHost Host, int WholeEvery, List<SystemSample> Samples, List<SampleTimes> Times, List<MemoryBlock> Blocks);

    private sealed class Replay
    {
        private readonly Recorded _recorded;
        private readonly RecordedTime _time = new();
        private readonly MachineReader _reader = new();
        private readonly SystemSampler _sampler;

        internal Replay(Recorded recorded)
        {
            _recorded = recorded;
            State = new SampleState(_time);
            BootClock clock = new(_time, recorded.Host.Machine, recorded.Host.Clock.BootTime);
            _sampler = new SystemSampler(new SampledHost(clock), State, _reader, SystemDataSets.All);
        }

        internal SampleState State { get; }

        /// <summary>Number of the columns that the recording has.</summary>
        internal int Columns { get; init; } = int.MaxValue;

        internal UnreadFiles Unread => _sampler.Unread;

        internal SystemSample Next(int index)
        {
            (int block, int frame) = Math.DivRem(index, _recorded.WholeEvery);
            Assert.True(_reader.TryRead(Column, FirstColumn, isWhole: frame == 0));
            ColumnReader Column(int number) => number - FirstColumn < Columns ? _recorded.Blocks[block].Column(number) : ColumnReader.Empty;
            _time.MoveTo(_recorded.Times[index].Wall, _recorded.Times[index].Monotonic * (_time.TimestampFrequency / _recorded.Host.Clock.Time.TimestampFrequency));
            _sampler.Sample();
            return new SystemSample(_sampler, "replay");
        }
    }
}
