using Vmon.Kernel.Events;
using Vmon.Native;
using Vmon.ProcFs;
using Vmon.Sources.Processes;

namespace Vmon;

/// <summary>
/// Watches the events of processes, in the order in which they happened. An exit is reported when its counters are final, which takes some
/// 20 ms after the parent waited for the process, and 100 ms if it does not.
/// </summary>
public sealed class EventWatch : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly VmonSession _session;
    private readonly EventSubscription _events;
    private readonly EventSelector _selector;
    private readonly EventHost _host;
    private readonly List<ProcessRecord> _records = [];

    internal EventWatch(VmonSession session, EventSubscription events, EventSelection selection, ProcRoot root, UserNames? users)
    {
        _session = session;
        _events = events;
        _host = new EventHost(session.Name, session.BootTime ?? default, Zone: null, users);
        _selector = new EventSelector(selection, new ProcessOrigins(root));
    }

    /// <summary>Where the events come from.</summary>
    public EventSource Source => _events.Source;

    /// <summary>
    /// Number of events that were lost since the watch began, of any process. With <see cref="EventSource.ProcConnector"/>, the number of gaps,
    /// each of an unknown number of events.
    /// </summary>
    public long LostEventCount => _events.Lost;

    /// <summary>Whether no selected process exists any more, and none can start.</summary>
    public bool IsOver => _selector.IsOver;

    /// <summary>Takes the events that happened since the last call and are final.</summary>
    public IReadOnlyList<ProcessEvent> Read() => Take(long.MaxValue);

    /// <summary>
    /// Takes events every 100 ms, and yields them, possibly none. Ends after a duration with the events until then, when no selected process
    /// is left, when the session stops, or when cancelled, which is not an error.
    /// </summary>
    public IEnumerable<IReadOnlyList<ProcessEvent>> Run(TimeSpan? duration, CancellationToken cancellation)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _session.Stopped);
        long end = duration is { } length ? SystemConstants.NanosecondsSinceBoot + (long)(length.TotalMilliseconds * 1_000_000) : long.MaxValue;
        while (!either.IsCancellationRequested)
        {
            bool isEnd = SystemConstants.NanosecondsSinceBoot >= end;
            bool isPast = isEnd && !_events.IsHeld;
            yield return Take(end);

            // What happened before the end may become final only now.
            if (IsOver || isPast || _records.Exists(record => record.Time > end)) yield break;
            long left = end - SystemConstants.NanosecondsSinceBoot;
            TimeSpan pause = isEnd || left > Pause.Ticks * TimeSpan.NanosecondsPerTick ? Pause : new TimeSpan(Math.Max(0, left) / TimeSpan.NanosecondsPerTick);
            _ = either.Token.WaitHandle.WaitOne(pause);
        }
    }

    /// <summary>Ends the watch. The last watch of a session removes what it added to the kernel.</summary>
    public void Dispose() => _events.Dispose();

    private List<ProcessEvent> Take(long end)
    {
        _records.Clear();
        _events.DrainFinal(_records);
        return [.. _records.TakeWhile(record => record.Time <= end).Select(Selected).OfType<ProcessEvent>()];
    }

    private ProcessEvent? Selected(ProcessRecord record) => _selector.Select(record) is { } origin ? new ProcessEvent(record, origin, _host) : null;
}
