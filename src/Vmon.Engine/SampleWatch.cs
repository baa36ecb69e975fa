using System.Text.Json;
using Vmon.Sources;

namespace Vmon;

/// <summary>
/// Base class of watches. Each watch compares its own samples, so that several watches of a session do not affect each other's intervals.
/// Members can be called from any thread.
/// </summary>
public abstract class SampleWatch : IDisposable
{
    private protected SampleWatch(IWatchOwner owner) => Owner = owner;

    /// <summary>Closes all files of the watch.</summary>
    ~SampleWatch() => CloseOnce();

    /// <summary>Number of samples taken.</summary>
    public abstract long SampleNumber { get; }

    /// <summary>When the last sample began, on the clock of the host, UTC. Null before the first one.</summary>
    public DateTimeOffset? SampleTime => SampleNumber == 0 ? null : State.Time.Wall;

    /// <summary>Length of the last sample's interval. Null for the first sample, and in a recording after missing ones.</summary>
    public TimeSpan? SampleInterval => SampleNumber == 0 ? null : State.Interval;

    private protected IWatchOwner Owner { get; }

    /// <summary>Lock for all state of the watch.</summary>
    private protected Lock Gate { get; } = new();

    internal bool IsClosed { get; private set; }

    private protected abstract TimeProvider Time { get; }

    /// <summary>The last sample.</summary>
    private protected abstract SampleState State { get; }

    /// <summary>Whether all selected processes exited.</summary>
    private protected virtual bool IsOver => false;

    /// <summary>Takes one sample. Does not allocate in the steady state.</summary>
    /// <exception cref="ObjectDisposedException">The watch or its session is closed.</exception>
    public void Sample() => ObjectDisposedException.ThrowIf(!TrySample(CancellationToken.None), this);

    /// <summary>Takes one sample. A cancellation closes the watch, because a partial sample cannot be continued.</summary>
    /// <returns>Whether a sample was taken. False also if the watch or its session is closed.</returns>
    public bool TrySample(CancellationToken cancellation)
    {
        Action? afterwards;
        lock (Gate)
        {
            if (IsClosed) return false;
            if (!TakeSample(cancellation, out afterwards)) CloseOnce();
            if (IsClosed) return false;
        }

        Owner.CountSample();
        afterwards?.Invoke();
        return true;
    }

    /// <summary>
    /// Samples at a fixed rate, beginning at once, until the schedule ends, all selected processes exited, the session stops, or it is
    /// cancelled, which is not an error. Yields the number of each sample.
    /// </summary>
    public IEnumerable<long> Run(SampleSchedule schedule, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Owner.Stopped);
        SampleClock? clock = null;
        for (long taken = 1; ; taken++)
        {
            if (either.IsCancellationRequested || !TrySample(either.Token)) yield break;

            // Before its first sample begins, a watch opens what it reads, which can take longer than a short interval.
            clock ??= new SampleClock(Time, schedule.Interval, State.Timestamp);
            yield return SampleNumber;
            if (IsOver || schedule.IsOver(taken, clock.NextBegin) || !clock.WaitForNext(either.Token, out long missed)) yield break;
            Owner.CountMissed(missed);
        }
    }

    /// <summary>
    /// Samples without waiting between two samples, as a recording permits, until a number of samples, the end of the recording, or a cancellation, which is not an error.
    /// Yields the number of each sample.
    /// </summary>
    public IEnumerable<long> Replay(long? count, CancellationToken cancellation)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Owner.Stopped);
        for (long taken = 0; taken != count && TrySample(either.Token); taken++) yield return SampleNumber;
    }

    /// <summary>Closes all files of the watch.</summary>
    public void Dispose()
    {
        CloseOnce();
        Owner.Forget(this);
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes one sample. Called only for an open watch, without a concurrent sample.</summary>
    /// <param name="cancellation">Cancels sampling.</param>
    /// <param name="afterwards">Action to run after the lock is released. Null for none.</param>
    /// <returns>Whether it came to its end.</returns>
    private protected abstract bool TakeSample(CancellationToken cancellation, out Action? afterwards);

    private protected abstract void Close();

    /// <summary>Writes its internal state to a diagnostic report.</summary>
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
