using Vmon.Metrics.Declarations;
using Vmon.Metrics.Groups;
using Vmon.Metrics.Labels;
using Vmon.Metrics.Samples;

namespace Vmon.Tests.Metrics.Groups;

public class GroupLedgerTests
{
    private const int Top = 20;
    private const long Gigabyte = 1L << 30;

    private static readonly MachineSize Machine = new(4, 16 * Gigabyte);

    private readonly GroupLedger _ledger = NewLedger(Top);

    [Fact]
    public void Usage_before_the_first_sample_does_not_count()
    {
        Sample(0, Living(1, "a", cpu: 500));
        Assert.Equal(0, Total("a"));
        Sample(1, Living(1, "a", cpu: 700));
        Assert.Equal(200, Total("a"));
    }

    [Fact]
    public void Process_that_was_born_since_the_last_sample_counts_whole()
    {
        Sample(0, Living(1, "a", cpu: 500));
        Sample(1, Living(1, "a", cpu: 500), Living(2, "a", cpu: 40, isBorn: true));
        Assert.Equal(40, Total("a"));
    }

    [Fact]
    public void Usage_of_a_process_that_exited_stays_in_its_group()
    {
        Sample(0, Living(1, "a", cpu: 500));
        Sample(1, Exited(1, "a", cpu: 900));
        Sample(2);
        Assert.Equal(400, Total("a"));
        Assert.Equal(0, _ledger.ProcessCount);
    }

    [Fact]
    public void Process_that_lived_between_two_samples_counts_whole()
    {
        Sample(0, Living(1, "a", cpu: 0));
        Sample(1, Living(1, "a", cpu: 0), Exited(2, "a", cpu: 70, isBorn: true));
        Assert.Equal(70, Total("a"));
        Assert.Equal(1, _ledger.Shown.Single().Levels[GroupLevel.Processes]);
    }

    [Fact]
    public void Usage_counts_for_the_group_that_the_process_is_in_at_the_time()
    {
        Sample(0, Living(1, "a", cpu: 0), Living(2, "b", cpu: 0));
        Sample(1, Living(1, "a", cpu: 10), Living(2, "b", cpu: 0));
        Sample(2, Living(1, "b", cpu: 30), Living(2, "b", cpu: 0));
        Assert.Equal(10, Total("a"));
        Assert.Equal(20, Total("b"));
    }

    [Fact]
    public void Total_that_decreases_takes_nothing_back_and_counts_nothing_twice()
    {
        Sample(0, Living(1, "a", cpu: 0));
        Sample(1, Living(1, "a", cpu: 100));
        Sample(2, Living(1, "a", cpu: 90));
        Assert.Equal(100, Total("a"));
        Sample(3, Living(1, "a", cpu: 110));
        Assert.Equal(110, Total("a"));
    }

    [Fact]
    public void Process_that_is_missing_without_an_exit_is_forgotten()
    {
        Sample(0, Living(1, "a", cpu: 100));
        Sample(1);
        Assert.Equal(0, _ledger.ProcessCount);
        Sample(2, Living(1, "a", cpu: 300));
        Assert.Equal(0, Total("a"));
    }

    [Fact]
    public void Group_that_is_admitted_begins_at_zero_and_other_keeps_what_it_has()
    {
        GroupLedger ledger = NewLedger(1);
        Sample(ledger, 0, Living(1, "first", cpu: 10_000_000_000));
        Sample(ledger, 1, Living(1, "first", cpu: 10_000_000_000), Living(2, "heavy", cpu: 1_000_000_000, isBorn: true));
        Assert.Equal(1_000_000_000, Cpu(ledger.Other.Totals));
        long hour = 3600;
        Sample(ledger, hour, Living(1, "first", cpu: 10_000_000_000), Living(2, "heavy", cpu: hour * 1_000_000_000));
        Assert.Equal("heavy", ledger.Shown.Single().Key.Name);
        Assert.Equal(0, Cpu(ledger.Shown.Single().Totals));
        Assert.Equal(hour * 1_000_000_000, Cpu(ledger.Other.Totals));
        Sample(ledger, hour + 1, Living(1, "first", cpu: 10_000_000_000), Living(2, "heavy", cpu: (hour + 1) * 1_000_000_000));
        Assert.Equal(1_000_000_000, Cpu(ledger.Shown.Single().Totals));
        Assert.Equal(hour * 1_000_000_000, Cpu(ledger.Other.Totals));
    }

    [Fact]
    public void Group_that_comes_back_goes_on_where_it_was()
    {
        GroupLedger ledger = NewLedger(1);
        long cpu = 0;
        long other = 0;
        Sample(ledger, 0, Living(1, "a", cpu), Living(2, "b", other));
        for (long time = 60; time < 4000; time += 60) Sample(ledger, time, Living(1, "a", cpu += 30_000_000_000), Living(2, "b", other));
        long before = Cpu(ledger.Shown.Single(group => group.Key.Name == "a").Totals);
        for (long time = 4000; time < 8000; time += 60) Sample(ledger, time, Living(1, "a", cpu), Living(2, "b", other += 50_000_000_000));
        Assert.Equal("b", ledger.Shown.Single().Key.Name);
        Assert.Equal(before, Cpu(ledger.Former));
        for (long time = 8000; time < 20000 && ledger.Shown.Single().Key.Name != "a"; time += 60) Sample(ledger, time, Living(1, "a", cpu += 60_000_000_000), Living(2, "b", other));
        Assert.Equal("a", ledger.Shown.Single().Key.Name);
        Assert.Equal(before, Cpu(ledger.Shown.Single().Totals));
    }

    [Fact]
    public void Group_keeps_its_place_for_a_quarter_of_an_hour_whatever_others_use()
    {
        GroupLedger ledger = NewLedger(1);
        Sample(ledger, 0, Living(1, "a", cpu: 0));
        long cpu = 0;
        for (long time = 10; time < 890; time += 10)
        {
            Sample(ledger, time, Living(1, "a", cpu: 0), Living(2, "b", cpu += 40_000_000_000, isBorn: time == 10));
            Assert.Equal("a", ledger.Shown.Single().Key.Name);
        }

        Sample(ledger, 900, Living(1, "a", cpu: 0), Living(2, "b", cpu + 1));
        Assert.Equal("b", ledger.Shown.Single().Key.Name);
    }

    [Fact]
    public void Groups_of_like_usage_do_not_change_places()
    {
        GroupLedger ledger = NewLedger(1);
        long[] cpu = [0, 0];
        Random random = new(5);
        HashSet<string> shown = [];
        for (long time = 0; time < 86_400; time += 30)
        {
            Sample(ledger, time, Living(1, "a", cpu[0] += random.NextInt64(10_000_000_000)), Living(2, "b", cpu[1] += random.NextInt64(10_000_000_000)));
            shown.Add(ledger.Shown.Single().Key.Name);
        }

        Assert.Single(shown);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Days_of_churn_keep_counters_growing_series_bounded_and_sums_exact(int seed)
    {
        SimulatedMachine machine = new(seed);
        GroupPoints points = new(includesOptional: true);
        MetricSample sample = new();
        Dictionary<(Metric, string), long> last = [];
        CounterValues expected = default;
        int most = points.Most(Top);
        HashSet<string> everShown = [];
        TimeSpan time = TimeSpan.Zero;
        for (int i = 0; i < 4_000; i++)
        {
            _ledger.Begin();
            CounterValues used = machine.Advance(isFirst: i == 0);
            expected.Add(used);
            foreach ((ProcessIdentity process, string group, ProcessUsage usage) in machine.Sampled) Account(_ledger, process, group, usage);
            time += machine.Elapsed;
            _ledger.End(time, TimeSpan.FromDays(1) + time, Machine);

            sample.Clear();
            points.Add(_ledger, hasDescriptors: true, sample);
            Assert.InRange(sample.Count, 1, most);
            foreach (Metric metric in MetricTable.OfGroups.Where(static metric => metric.Counters.Count > 0))
            {
                foreach (Point point in sample.Of(metric))
                {
                    (Metric, string) key = (metric, point.Labels.ToString());
                    if (last.TryGetValue(key, out long before)) Assert.True(point.Value >= before, $"{metric}{point.Labels} fell from {before} to {point.Value} in sample {i}.");
                    last[key] = point.Value;
                }
            }

            AssertSums(sample, expected, machine.Levels, i);
            everShown.UnionWith(_ledger.Shown.Select(static group => group.Key.Name));
        }

        // The simulation is one in which groups come and go.
        Assert.InRange(everShown.Count, Top + 10, 4_000);
        Assert.Equal(Top, _ledger.Shown.Count);
        Assert.InRange(machine.GroupCount, 200, int.MaxValue);
        Assert.True(time > TimeSpan.FromDays(2), $"{time} is less than two days.");
    }

    private static void AssertSums(MetricSample sample, in CounterValues expected, in LevelValues levels, int number)
    {
        for (int former = 0; former < MetricTable.OfFormer.Count; former++)
        {
            Metric gone = MetricTable.OfFormer[former];
            Metric metric = MetricTable.OfGroups.Single(one => one.Counters.SequenceEqual(gone.Counters));
            for (int series = 0; series < metric.Counters.Count; series++)
            {
                string? value = metric.Values.ElementAtOrDefault(series);
                long sum = Sum(sample.Of(metric), value) + Sum(sample.Of(gone), value);
                Assert.True(expected[(int)metric.Counters[series]] == sum, $"{metric} {value}: {sum}, not {expected[(int)metric.Counters[series]]}, in sample {number}.");
            }
        }

        foreach (Metric metric in MetricTable.OfGroups.Where(static metric => metric.Level is not (null or GroupLevel.Uptime)))
            Assert.Equal(levels[(int)metric.Level!.Value], Sum(sample.Of(metric), null));
    }

    private static long Sum(ReadOnlySpan<Point> points, string? value)
    {
        long sum = 0;
        foreach (Point point in points)
            if (value is null || point.Labels.Attributes[^1].Value == value) sum += point.Value;
        return sum;
    }

    private static GroupLedger NewLedger(int top) => new(top, static key => LabelSet.Empty.With("vmon.group", key.Name).With("vmon.group.type", $"{key.Type}"));

    private static (ProcessIdentity, string, ProcessUsage) Living(int id, string group, long cpu, bool isBorn = false)
    {
        ProcessUsage usage = new() { IsBorn = isBorn };
        usage.Totals[GroupCounter.CpuUser] = cpu;
        usage.Levels[GroupLevel.Processes] = 1;
        return (new ProcessIdentity(id, id), group, usage);
    }

    private static (ProcessIdentity, string, ProcessUsage) Exited(int id, string group, long cpu, bool isBorn = false)
    {
        (ProcessIdentity, string, ProcessUsage Usage) exited = Living(id, group, cpu, isBorn);
        exited.Usage.HasExited = true;
        return exited;
    }

    private static long Cpu(in CounterValues totals) => totals[(int)GroupCounter.CpuUser];

    private static void Sample(GroupLedger ledger, long seconds, params (ProcessIdentity, string, ProcessUsage)[] processes)
    {
        ledger.Begin();
        foreach ((ProcessIdentity process, string group, ProcessUsage usage) in processes) Account(ledger, process, group, usage);
        ledger.End(TimeSpan.FromSeconds(seconds), TimeSpan.FromHours(1) + TimeSpan.FromSeconds(seconds), Machine);
    }

    private static void Account(GroupLedger ledger, ProcessIdentity process, string group, in ProcessUsage usage)
    {
        LedgerEntry entry = ledger.Enter(process);
        entry.Group = ledger.GroupOf(new GroupKey(GroupType.Unit, group));
        ledger.Account(entry, usage);
    }

    private void Sample(long seconds, params (ProcessIdentity, string, ProcessUsage)[] processes) => Sample(_ledger, seconds, processes);

    private long Total(string group) => Cpu(_ledger.Shown.Single(one => one.Key.Name == group).Totals);
}
