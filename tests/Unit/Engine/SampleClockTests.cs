using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

public class SampleClockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void WaitForNext_keeps_its_rate_whatever_the_samples_take()
    {
        FakeTime time = new();
        SampleClock clock = new(time, Second);
        for (int beat = 1; beat <= 100; beat++)
        {
            time.Advance(TimeSpan.FromMilliseconds(beat % 10 * 99));
            Assert.True(clock.WaitForNext(CancellationToken.None, out long missed));
            Assert.Equal(0, missed);
            Assert.Equal(Second * beat, clock.Elapsed);
        }
    }

    [Fact]
    public void WaitForNext_skips_and_counts_missed_beats()
    {
        FakeTime time = new();
        SampleClock clock = new(time, Second);
        time.Advance(TimeSpan.FromSeconds(3.5));
        Assert.True(clock.WaitForNext(CancellationToken.None, out long missed));
        Assert.Equal(3, missed);
        Assert.Equal(4 * Second, clock.Elapsed);
        Assert.True(clock.WaitForNext(CancellationToken.None, out missed));
        Assert.Equal(0, missed);
        Assert.Equal(5 * Second, clock.Elapsed);
    }

    [Fact]
    public void WaitForNext_does_not_count_a_beat_due_now_as_missed()
    {
        FakeTime time = new();
        SampleClock clock = new(time, Second);
        time.Advance(Second);
        Assert.True(clock.WaitForNext(CancellationToken.None, out long missed));
        Assert.Equal(0, missed);
        Assert.Equal(Second, clock.Elapsed);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public void WaitForNext_waits_from_the_time_of_the_first_sample()
    {
        FakeTime time = new();
        long start = time.GetTimestamp();
        time.Advance(Second / 4);
        SampleClock clock = new(time, Second, start);
        Assert.True(clock.WaitForNext(CancellationToken.None, out long missed));
        Assert.Equal(0, missed);
        Assert.Equal(Second, time.GetElapsedTime(start));
    }

    [Fact]
    public void WaitForNext_splits_a_wait_longer_than_any_timer()
    {
        FakeTime time = new();
        TimeSpan interval = TimeSpan.FromDays(400);
        SampleClock clock = new(time, interval);
        Assert.True(clock.WaitForNext(CancellationToken.None, out _));
        Assert.Equal(interval, clock.Elapsed);
        Assert.True(time.Waits.Count > 1);
    }

    [Fact]
    public async Task WaitForNext_returns_false_when_cancelled()
    {
        using CancellationTokenSource source = new();
        SampleClock clock = new(TimeProvider.System, TimeSpan.FromHours(1));
        Task<bool> wait = Task.Run(() => clock.WaitForNext(source.Token, out _), TestContext.Current.CancellationToken);
        Assert.False(wait.IsCompleted);
        await source.CancelAsync();
        Assert.False(await wait.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.False(clock.WaitForNext(source.Token, out _));
    }

    [Fact]
    public void Constructor_refuses_intervals_that_are_not_positive()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleClock(TimeProvider.System, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleClock(TimeProvider.System, -Second));
        Assert.Throws<ArgumentNullException>(() => new SampleClock(null!, Second));
    }
}
