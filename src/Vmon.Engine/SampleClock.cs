namespace Vmon;

/// <summary>
/// Times the samples of a watch at a fixed rate on the monotonic clock, so that delays do not accumulate. A sample that is due while the
/// previous one or its consumer is busy is skipped and counted.
/// </summary>
public sealed class SampleClock
{
    // Timers support at most 49 days.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly long _start;
    private long _beat;

    /// <summary>Starts the clock.</summary>
    /// <param name="time">The monotonic clock.</param>
    /// <param name="interval">Time from one sample to the next; greater than zero.</param>
    /// <param name="start">Timestamp of the first sample. Null if it is due now.</param>
    public SampleClock(TimeProvider time, TimeSpan interval, long? start = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        _time = time;
        _interval = interval;
        _start = start ?? time.GetTimestamp();
    }

    /// <summary>Time since the first sample was due.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Time of the next sample that is not missed, relative to the first.</summary>
    public TimeSpan NextBegin => _interval * NextBeat;

    private long NextBeat => Math.Max(_beat + 1, (Elapsed.Ticks + _interval.Ticks - 1) / _interval.Ticks);

    /// <summary>Waits until the next sample is due. False if cancelled.</summary>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <param name="missed">Number of skipped samples.</param>
    public bool WaitForNext(CancellationToken cancellation, out long missed)
    {
        long next = NextBeat;
        missed = next - _beat - 1;
        _beat = next;
        while ((_interval * _beat) - Elapsed is var left && left > TimeSpan.Zero && !cancellation.IsCancellationRequested)
        {
            if (left > LongestTimer) left = LongestTimer;
            if (_time == TimeProvider.System) _ = cancellation.WaitHandle.WaitOne((int)Math.Ceiling(left.TotalMilliseconds));
            else WaitBy(_time, left, cancellation);
        }

        return !cancellation.IsCancellationRequested;
    }

    // The system clock does not need a timer, which would cost more than a small sample.
    private static void WaitBy(TimeProvider time, TimeSpan left, CancellationToken cancellation)
    {
        using CancellationTokenSource wait = new(left, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, wait.Token);
        _ = either.Token.WaitHandle.WaitOne();
    }
}

/// <summary>Interval, number of samples and duration of a watch.</summary>
/// <param name="Interval">Time from the beginning of one sample to the beginning of the next; greater than zero.</param>
/// <param name="Count">Number of samples. Null for no limit.</param>
/// <param name="Duration">Time after the first sample at which sampling stops. Null for no limit.</param>
public sealed record SampleSchedule(TimeSpan Interval, long? Count = null, TimeSpan? Duration = null)
{
    /// <summary>Whether the schedule ends, given the number of samples taken and the time of the next one relative to the first.</summary>
    internal bool IsOver(long taken, TimeSpan next) => taken >= Count || next >= Duration;
}
