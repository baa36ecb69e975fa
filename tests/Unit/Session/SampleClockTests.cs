using Vmon.Tests.Workloads;

namespace Vmon.Tests.Session;

public class SampleClockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Beats_keep_their_rate_whatever_the_samples_take()
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
    public void Beats_that_pass_are_left_out_and_counted()
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
    public void A_beat_that_is_just_now_is_not_missed()
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
    public void A_wait_longer_than_any_timer_is_made_of_several()
    {
        FakeTime time = new();
        TimeSpan interval = TimeSpan.FromDays(400);
        SampleClock clock = new(time, interval);
        Assert.True(clock.WaitForNext(CancellationToken.None, out _));
        Assert.Equal(interval, clock.Elapsed);
        Assert.True(time.Waits.Count > 1);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
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
    public void An_interval_that_is_no_time_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleClock(TimeProvider.System, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleClock(TimeProvider.System, -Second));
        Assert.Throws<ArgumentNullException>(() => new SampleClock(null!, Second));
    }
}
