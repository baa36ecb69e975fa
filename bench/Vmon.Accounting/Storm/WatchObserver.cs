namespace Vmon.Accounting.Storm;

/// <summary>A watch of all processes every 100 ms, with an object of each. Counts the objects of processes of the storm that exited.</summary>
/// <param name="usesEvents">Whether the session uses process events.</param>
internal sealed class WatchObserver(bool usesEvents) : VmonObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WarmUpInterval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    protected override string Name => usesEvents ? "watch" : "watch-without-events";

    protected override (long Seen, long? Lost) Observe(TimeSpan duration, string name)
    {
        using VmonSession session = new(new SessionOptions { UseEvents = usesEvents });
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        return (Exits(watch, name, new SampleSchedule(WarmUpInterval, Duration: WarmUp)) + Exits(watch, name, new SampleSchedule(Interval, Duration: duration - WarmUp)), null);
    }

    private static long Exits(ProcessWatch watch, string name, SampleSchedule schedule)
    {
        long exits = 0;
        foreach (long _ in watch.Run(schedule, CancellationToken.None))
            foreach (ProcessSample process in watch.Processes())
                if (process.HasExited && process.ProcessName == name) exits++;
        return exits;
    }
}
