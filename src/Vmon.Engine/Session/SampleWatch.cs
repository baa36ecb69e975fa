using System.Text.Json;

namespace Vmon;

/// <summary>
/// What is sampled again and again. Every watch pairs its own samples, so several of one session do not disturb each other's
/// intervals. Its members may be called from any thread, one sample at a time.
/// </summary>
public abstract class SampleWatch : IDisposable
{
    private protected SampleWatch(VmonSession session) => Session = session;

    /// <summary>Closes what the watch keeps open.</summary>
    ~SampleWatch() => CloseOnce();

    /// <summary>How many samples were taken.</summary>
    public abstract long SampleNumber { get; }

    private protected VmonSession Session { get; }

    /// <summary>Held while anything of the watch is read or changed.</summary>
    private protected Lock Gate { get; } = new();

    internal bool IsClosed { get; private set; }

    private protected abstract TimeProvider Time { get; }

    /// <summary>Whether nothing is left to sample.</summary>
    private protected virtual bool IsOver => false;

    /// <summary>Reads all of the watch once. In the steady state it allocates nothing.</summary>
    /// <exception cref="ObjectDisposedException">The watch or its session is closed.</exception>
    public void Sample() => ObjectDisposedException.ThrowIf(!TrySample(CancellationToken.None), this);

    /// <summary>Reads all of the watch once, unless it is cancelled: half of a sample is none, and closes the watch, as the next would not know what it lacks.</summary>
    /// <returns>Whether a sample was taken: false also where the watch or its session is closed.</returns>
    public bool TrySample(CancellationToken cancellation)
    {
        Action? afterwards;
        lock (Gate)
        {
            if (IsClosed) return false;
            if (!TakeSample(cancellation, out afterwards)) CloseOnce();
            if (IsClosed) return false;
        }

        Session.CountSample();
        afterwards?.Invoke();
        return true;
    }

    /// <summary>
    /// Samples at a fixed rate, beginning at once, until the schedule is over, nothing is left to sample, its session stops, or it is
    /// cancelled, which is no error. Yields the number of each sample.
    /// </summary>
    public IEnumerable<long> Run(SampleSchedule schedule, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Session.Stopped);
        SampleClock clock = new(Time, schedule.Interval);
        for (long taken = 1; ; taken++)
        {
            if (either.IsCancellationRequested || !TrySample(either.Token)) yield break;
            yield return SampleNumber;
            if (IsOver || schedule.IsOver(taken, clock.NextBegin) || !clock.WaitForNext(either.Token, out long missed)) yield break;
            Session.CountMissed(missed);
        }
    }

    /// <summary>Closes what the watch keeps open.</summary>
    public void Dispose()
    {
        CloseOnce();
        Session.Forget(this);
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads once; no other sample is under way, and the watch is open.</summary>
    /// <param name="cancellation">Ends it early.</param>
    /// <param name="afterwards">What is to be done when nothing is held any more; null for nothing.</param>
    /// <returns>Whether it came to its end.</returns>
    private protected abstract bool TakeSample(CancellationToken cancellation, out Action? afterwards);

    private protected abstract void Close();

    /// <summary>Its inside, for a report of a defect.</summary>
    private protected abstract void DescribeInside(Utf8JsonWriter json);

    internal void Describe(Utf8JsonWriter json)
    {
        lock (Gate)
        {
            json.WriteStartObject();
            json.WriteString("watch", GetType().Name);
            json.WriteNumber("sample", SampleNumber);
            DescribeInside(json);
            json.WriteEndObject();
        }
    }

    private void CloseOnce()
    {
        lock (Gate)
        {
            if (IsClosed) return;
            IsClosed = true;
            Close();
        }
    }
}
