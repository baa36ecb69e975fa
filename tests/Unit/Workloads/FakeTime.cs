namespace Vmon.Tests.Workloads;

/// <summary>Clocks that stop until they are advanced. A timer advances them to its due time, so waiting takes no time.</summary>
internal sealed class FakeTime(DateTimeOffset? start = null) : TimeProvider
{
    private readonly DateTimeOffset _start = start ?? new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private long _ticks;
    private int _looksLeft;
    private Action? _action;
    private TimeSpan _stepped;

    public override long TimestampFrequency => 1_000_000_000;

    internal TimeSpan Passed => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    /// <summary>The due time of each timer.</summary>
    internal List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow() => _start + Passed + _stepped;

    /// <summary>Runs an action during a sample, which reads the clock at its start and after each process.</summary>
    internal void AtLook(int number, Action action) => (_looksLeft, _action) = (number, action);

    public override long GetTimestamp()
    {
        if (--_looksLeft == 0) _action!();
        return Passed.Ticks * TimeSpan.NanosecondsPerTick;
    }

    internal void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    /// <summary>Sets the wall clock.</summary>
    internal void Step(TimeSpan time) => _stepped += time;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan) return new Timer();
        Waits.Add(dueTime);
        Advance(dueTime);
        _ = ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
