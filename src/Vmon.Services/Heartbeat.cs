using System.Diagnostics;

namespace Vmon.Services;

/// <summary>Tells systemd that a service works, and its status, as often as the watchdog needs.</summary>
internal sealed class Heartbeat(ServiceManager manager)
{
    // Work can take longer than its interval, on a machine that is busy.
    private const int IntervalsPerWatchdog = 5;
    private const int MessagesPerWatchdog = 4;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private long _spokeAt;

    /// <summary>Longest time without a message.</summary>
    internal TimeSpan Silence { get; private set; } = LongestSilence;

    /// <summary>Adapts the watchdog to the interval of the work.</summary>
    internal void Expect(TimeSpan interval)
    {
        if (manager.Watchdog is not { } given) return;
        TimeSpan least = IntervalsPerWatchdog * interval;
        TimeSpan watchdog = least > given ? least : given;
        manager.SetWatchdog(watchdog);
        Silence = watchdog / MessagesPerWatchdog < LongestSilence ? watchdog / MessagesPerWatchdog : LongestSilence;
    }

    /// <summary>Says that the service works, unless the last message is recent.</summary>
    /// <param name="status">The status line.</param>
    /// <param name="isNews">Whether it is said at once.</param>
    internal void Beat(Func<string> status, bool isNews = false)
    {
        if (!isNews && _spokeAt != 0 && Stopwatch.GetElapsedTime(_spokeAt) < Silence) return;
        _spokeAt = Stopwatch.GetTimestamp();
        manager.Alive(status());
    }
}
