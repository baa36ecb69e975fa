using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

// Clocks and counters: 500 days of uptime, steps of the wall clock, suspended machines, counters that wrap.
public class TimeTests : WatchTests
{
    private static readonly TimeSpan Uptime = TimeSpan.FromDays(500);

    [Fact]
    public void StartTime_and_rates_are_correct_after_500_days_of_uptime()
    {
        Proc.Uptime = Uptime;
        FakeProcess old = Proc.Add(1, start: 12);
        FakeProcess young = Proc.Add(7, start: Proc.Now - 50);
        old.UserTime = 86_400L * 500 * 100 * 16; // 16 cores, always busy
        old.Write();
        using ProcessWatch watch = Everything();
        watch.Sample();
        DateTimeOffset boot = DateTimeOffset.FromUnixTimeSeconds(1700000000);
        Assert.Equal(boot + TimeSpan.FromSeconds(0.12), One(watch, 1).StartTime);
        Assert.Equal(boot + Uptime - TimeSpan.FromSeconds(0.5), One(watch, 7).StartTime);

        old.UserTime += 1600;
        old.Write();
        young.UserTime += 25;
        young.Write();
        _ = Sample(watch);
        Assert.Equal(1600, One(watch, 1).CpuPercent!.Value, 6);
        Assert.Equal(25, One(watch, 7).CpuPercent!.Value, 6);
        Assert.Equal(86_400.0 * 500 * 16 + 16, One(watch, 1).CPU!.Value, 3);

        _ = Proc.Add(9, parent: 1, start: Proc.Now + 50);
        _ = Sample(watch);
        Assert.Equal(TimeSpan.FromSeconds(1), One(watch, 9).Interval);
    }

    [Theory]
    [InlineData(4_294_967_295, 10)]
    [InlineData(900, 899)]
    [InlineData(long.MaxValue / 1_000_000, 0)]
    public void Rate_is_null_only_for_the_interval_in_which_a_counter_wraps(long before, long after)
    {
        FakeProcess process = Proc.Add(1);
        (process.UserTime, process.ReadBytes, process.MinorFaults) = (before, before, before);
        _ = process.Write();
        using ProcessWatch watch = Everything();
        watch.Sample();
        (process.UserTime, process.ReadBytes, process.MinorFaults) = (after, after, after);
        _ = process.Write();
        _ = Sample(watch);
        ProcessSample one = One(watch, 1);
        Assert.Null(one.CpuPercent);
        Assert.Null(one.IoRead);
        Assert.Null(one.MinorFaults);
        Assert.Equal(after, one.MinorFaultsTotal);

        process.UserTime += 50;
        _ = process.Write();
        _ = Sample(watch);
        Assert.Equal(50, One(watch, 1).CpuPercent!.Value, 6);
        Assert.Equal(0, One(watch, 1).IoRead);
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    [InlineData(86_400 * 365)]
    public void Wall_clock_step_changes_only_Timestamp(double seconds)
    {
        FakeProcess process = Proc.Add(1);
        using ProcessWatch watch = Everything();
        watch.Sample();
        ProcessSample before = One(watch, 1);
        Proc.Time.Step(TimeSpan.FromSeconds(seconds));
        process.UserTime += 30;
        _ = process.Write();
        Assert.Equal("1", Sample(watch));
        ProcessSample after = One(watch, 1);
        Assert.Equal(before.StartTime, after.StartTime);
        Assert.Equal(TimeSpan.FromSeconds(1), after.Interval);
        Assert.Equal(30, after.CpuPercent!.Value, 6);
        Assert.Equal(TimeSpan.FromSeconds(seconds + 1), after.Timestamp - before.Timestamp);
    }

    [Fact]
    public void Elapsed_excludes_time_in_which_the_machine_was_suspended()
    {
        FakeProcess process = Proc.Add(1);
        using ProcessWatch watch = Everything();
        watch.Sample();
        Proc.Uptime += TimeSpan.FromHours(8); // the boot clock continues, the monotonic clock stops
        process.UserTime += 30;
        _ = process.Write();
        _ = Proc.Add(7, parent: 1, start: Proc.Now - 100);
        Assert.Equal("1 >+7", Sample(watch));
        Assert.Equal(30, One(watch, 1).CpuPercent!.Value, 6);
        Assert.Equal(TimeSpan.FromSeconds(1), One(watch, 7).Interval);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1_500)]
    [InlineData(86_400_000)]
    public void Run_keeps_intervals_from_10_milliseconds_to_one_day(double milliseconds)
    {
        TimeSpan interval = TimeSpan.FromMilliseconds(milliseconds);
        FakeProcess process = Proc.Add(1);
        using ProcessWatch watch = Everything();
        List<TimeSpan?> elapsed = [];
        foreach (long sample in watch.Run(new SampleSchedule(interval, Count: 5), CancellationToken.None))
        {
            Assert.Equal(elapsed.Count + 1, sample);
            elapsed.Add(One(watch, 1).Interval);
            process.UserTime += (long)(milliseconds / 20);
            _ = process.Write();
        }

        Assert.Equal([null, interval, interval, interval, interval], elapsed);
        Assert.Equal(milliseconds < 20 ? 0 : 50, One(watch, 1).CpuPercent!.Value, 6);
        Assert.Equal(0, Session.MissedSampleCount);
    }

    [Fact]
    public void Process_with_a_negative_start_time_is_skipped()
    {
        _ = Proc.Add(1, start: -9_000_000_000_000);
        _ = Proc.Add(2);
        using ProcessWatch watch = Everything();
        watch.Sample();
        Assert.Equal([2], watch.Processes().Select(process => process.Id));
    }
}
