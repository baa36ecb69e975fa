namespace Vmon;

/// <summary>
/// The beats of a watch: a fixed rate on the monotonic clock, so that no delay adds up. A beat that passed while a sample or its
/// consumer was busy is left out, and counted.
/// </summary>
public sealed class SampleClock
{
    // A timer is no good for more than 49 days.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly long _start;
    private long _beat;

    /// <summary>Starts at once: the first beat is now.</summary>
    public SampleClock(TimeProvider time, TimeSpan interval)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        _time = time;
        _interval = interval;
        _start = time.GetTimestamp();
    }

    /// <summary>Time since the first beat.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>When the next beat that can still be kept is, as time since the first.</summary>
    public TimeSpan NextBegin => _interval * NextBeat;

    private long NextBeat => Math.Max(_beat + 1, (Elapsed.Ticks + _interval.Ticks - 1) / _interval.Ticks);

    /// <summary>Waits for the next beat; false when cancelled before.</summary>
    /// <param name="cancellation">Ends the wait at once.</param>
    /// <param name="missed">How many beats were left out.</param>
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

    // The system's clock needs no timer of its own: that would cost more than many a sample.
    private static void WaitBy(TimeProvider time, TimeSpan left, CancellationToken cancellation)
    {
        using CancellationTokenSource wait = new(left, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, wait.Token);
        _ = either.Token.WaitHandle.WaitOne();
    }
}
