using Vmon.Tests.Workloads;

namespace Vmon.Tests.Session.Processes;

// What clocks and counters do in a long life: 500 days, steps of the wall clock, suspended machines, counters that wrap.
public class TimeTests : WatchTests
{
    private static readonly TimeSpan Uptime = TimeSpan.FromDays(500);

    [Fact]
    public void After_500_days_start_times_and_rates_are_right()
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
    public void A_counter_that_wraps_or_runs_backwards_makes_its_interval_unknown_and_no_other(long before, long after)
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
    public void A_step_of_the_wall_clock_moves_time_stamps_and_nothing_else(double seconds)
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
    public void Time_in_which_the_machine_was_suspended_is_no_time_of_an_interval()
    {
        FakeProcess process = Proc.Add(1);
        using ProcessWatch watch = Everything();
        watch.Sample();
        Proc.Uptime += TimeSpan.FromHours(8); // the boot clock goes on, the monotonic one stands
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
    public void Intervals_from_10_milliseconds_to_a_day_keep_their_beat(double milliseconds)
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
    public void A_process_that_a_copy_says_began_before_all_time_is_none()
    {
        _ = Proc.Add(1, start: -9_000_000_000_000);
        _ = Proc.Add(2);
        using ProcessWatch watch = Everything();
        watch.Sample();
        Assert.Equal([2], watch.Processes().Select(process => process.Id));
    }
}
