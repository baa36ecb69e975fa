using Vmon.Services;

namespace Vmon.Tests.Services;

public sealed class HeartbeatTests : IDisposable
{
    private readonly NotifySocket _socket = new("@vmon-" + Guid.NewGuid().ToString("N"));

    public void Dispose() => _socket.Dispose();

    [Theory]
    [InlineData(120, 5, 120, 30)]
    [InlineData(120, 60, 300, 60)]
    [InlineData(8, 1, 8, 2)]
    public void Watchdog_is_at_least_five_intervals_and_a_quarter_of_it_at_most_a_minute_is_silent(int given, int interval, int watchdog, int silence)
    {
        using ServiceManager manager = new(_socket.Address, TimeSpan.FromSeconds(given));
        Heartbeat heartbeat = new(manager);
        heartbeat.Expect(TimeSpan.FromSeconds(interval));
        Assert.Equal([$"WATCHDOG_USEC={watchdog * 1_000_000L}"], _socket.Receive());
        Assert.Equal(TimeSpan.FromSeconds(silence), heartbeat.Silence);
    }

    [Fact]
    public void First_beat_and_news_are_said_at_once_and_others_not()
    {
        using ServiceManager manager = new(_socket.Address, watchdog: null);
        Heartbeat heartbeat = new(manager);
        heartbeat.Expect(TimeSpan.FromSeconds(1));
        heartbeat.Beat(static () => "first");
        heartbeat.Beat(static () => "second");
        heartbeat.Beat(static () => "news", isNews: true);
        Assert.Equal(["WATCHDOG=1", "STATUS=first"], _socket.Receive());
        Assert.Equal(["WATCHDOG=1", "STATUS=news"], _socket.Receive());
        Assert.False(_socket.HasMessage);
    }
}
