namespace Vmon.Sources;

/// <summary>The sample under way: its number, its interval, and the order in which everything is read and found in it.</summary>
internal sealed class SampleState(TimeProvider time)
{
    // CONFIG_HZ=100, the slowest tick.
    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(10);

    private CancellationToken _cancellation;
    private TimeSpan? _uptime;
    private long? _previous;
    private long _order;
    private bool _isInterrupted;

    /// <summary>Number of the current sample, starting at 1.</summary>
    internal long Number { get; private set; }

    /// <summary>Monotonic time at which it began.</summary>
    internal long Timestamp { get; private set; }

    /// <summary>The same moment on both clocks, shortly before.</summary>
    internal SampleTime Time { get; private set; } = new(time);

    /// <summary>Time from the beginning of the previous sample to that of the current one, on the monotonic clock. Null for the first sample.</summary>
    internal TimeSpan? Interval => _previous is { } previous ? time.GetElapsedTime(previous, Timestamp) : null;

    /// <summary>Beginning of the current sample, as time since boot. Null if a captured tree does not contain it.</summary>
    internal TimeSpan? Uptime => _uptime;

    /// <summary>Beginning of the previous sample, as time since boot. Null for the first sample.</summary>
    internal TimeSpan? PreviousUptime { get; private set; }

    /// <summary>First position of the current sample in the order of all reads and detected exits.</summary>
    internal long FirstOrder { get; private set; }

    /// <summary>
    /// Whether the scheduler has accounted for all threads that ran in the previous sample. It accounts for running threads at its ticks.
    /// </summary>
    internal bool IsTickOver { get; private set; }

    /// <summary>Checked after each process, thread and descriptor, so that a caller can cancel a long sample.</summary>
    internal bool IsCancelled => _cancellation.IsCancellationRequested;

    /// <summary>Cancels the sample.</summary>
    internal CancellationToken Cancellation => _cancellation;

    /// <summary>The next sample has no interval, because earlier ones are missing.</summary>
    internal void Interrupt() => _isInterrupted = true;

    /// <summary>Begins the next sample, at a time since boot.</summary>
    internal void Begin(TimeSpan? uptime, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        Time = new SampleTime(time);
        _previous = Number == 0 || _isInterrupted ? null : Timestamp;
        _isInterrupted = false;
        Timestamp = Time.Monotonic;
        FirstOrder = NextOrder();
        Number++;
        PreviousUptime = _uptime;
        _uptime = uptime;
        IsTickOver = uptime - PreviousUptime >= LongestTick;
    }

    /// <summary>Moves the beginning to now: what is read from here on is of one moment.</summary>
    internal void BeginHere() => Timestamp = time.GetTimestamp();

    /// <summary>Moves the sample to now, on all clocks.</summary>
    internal void MoveOn(TimeSpan? uptime)
    {
        Time = new SampleTime(time);
        Timestamp = Time.Monotonic;
        _uptime = uptime;
    }

    /// <summary>Discards the sample under way.</summary>
    internal void GiveUp() => Number--;

    /// <summary>Next position in the order of all reads and detected exits.</summary>
    internal long NextOrder() => ++_order;
}
