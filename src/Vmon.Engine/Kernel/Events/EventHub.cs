using Vmon.Kernel.Network;
using Vmon.Native;

namespace Vmon.Kernel.Events;

/// <summary>
/// The one reader of process events of a session, for all its subscribers. Its source is open while there is a subscriber. It is read when a subscriber asks, and by a
/// thread in between, so that nothing is lost however rarely one asks.
/// </summary>
/// <param name="open">Opens the source. Null if none is permitted.</param>
internal sealed class EventHub(Func<IEventSource?> open) : IEventSink, IDisposable
{
    private const int StackSize = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly List<EventQueue> _queues = [];
    private IEventSource? _source;
    private EventAlarm? _alarm;
    private PendingExits _pending = new();
    private bool _isDisposed;

    /// <summary>The sources of this machine, in the order in which they are tried.</summary>
    internal EventHub()
        : this(static () => BpfEvents.TryOpen() ?? (IEventSource?)ProcConnector.TryOpen())
    {
    }

    /// <summary>The source that was used last. None if no source is permitted. Null before the first subscriber.</summary>
    internal EventSource? Source { get; private set; }

    /// <summary>Null if no source is permitted, or if the hub is closed.</summary>
    /// <param name="wantsStarts">Whether to report that processes start. Without it, the kernel does nothing for it.</param>
    internal EventSubscription? TrySubscribe(bool wantsStarts)
    {
        lock (_gate)
        {
            if (_isDisposed) return null;
            if (_source is null)
            {
                _source = open();
                Source = _source?.Kind ?? EventSource.None;
                if (_source is null) return null;
                EventAlarm alarm = _alarm = new EventAlarm();
                new Thread(() => Pump(alarm), StackSize) { IsBackground = true, Name = "Vmon events" }.Start();
            }

            // Earlier events belong to earlier subscribers.
            Read();
            EventQueue queue = new(wantsStarts);
            _queues.Add(queue);
            ApplyWishes();
            return new EventSubscription(this, queue, _source.Kind) { LostBefore = _source.Lost };
        }
    }

    internal void Want(EventQueue queue, bool starts)
    {
        lock (_gate)
        {
            if (queue.WantsStarts == starts) return;
            queue.WantsStarts = starts;
            ApplyWishes();
        }
    }

    /// <summary>Takes what happened, in order.</summary>
    internal void Drain(EventQueue queue, List<ProcessRecord> records, bool isFinal)
    {
        lock (_gate)
        {
            Read();
            queue.Take(records, isFinal);
        }
    }

    /// <summary>Gets the traffic of all processes, which is counted from the first call on, and while the queue exists. False if it cannot be counted.</summary>
    internal bool TryReadTraffic(EventQueue queue, TrafficSnapshot snapshot)
    {
        lock (_gate)
        {
            if (!queue.WantsTraffic)
            {
                queue.WantsTraffic = true;
                ApplyWishes();
            }

            return _source?.Traffic?.TryRead(snapshot) == true;
        }
    }

    /// <summary>Number of network calls that were not counted since counting began.</summary>
    internal long LostTraffic
    {
        get
        {
            lock (_gate) return _source?.Traffic?.Lost ?? 0;
        }
    }

    /// <summary>The loss of the source since it was opened, and of the queue.</summary>
    internal (long OfSource, long OfQueue) LostOf(EventQueue queue)
    {
        lock (_gate) return (_source?.Lost ?? 0, queue.Lost);
    }

    internal bool IsHeld(EventQueue queue)
    {
        lock (_gate) return !queue.IsEmpty;
    }

    internal void Remove(EventQueue queue)
    {
        lock (_gate)
        {
            if (!_queues.Remove(queue)) return;
            if (_queues.Count == 0) Close();
            else ApplyWishes();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _queues.Clear();
            Close();
        }
    }

    void IEventSink.Add(ProcessRecord record)
    {
        if (record is ExitRecord exit && !_pending.TryAdd(exit)) return;
        foreach (EventQueue queue in _queues) queue.Add(record);
    }

    void IEventSink.Complete(int id, long startTime, in ProcessUsage usage) => _pending.Complete(id, startTime, usage);

    // A thread of its own: after the callback of a timer, a thread of the pool spins for a millisecond.
    private void Pump(EventAlarm alarm)
    {
        int? ring = null;
        while (alarm.Wait(ring))
            lock (_gate)
            {
                if (_alarm != alarm) break;
                Read();
                ring = _source?.Alarm;
            }
    }

    private void Read()
    {
        if (_source is null) return;
        _source.Drain(this);
        _pending.Expire(SystemConstants.NanosecondsSinceBoot);
    }

    private void ApplyWishes()
    {
        _source?.ReportsStarts = _queues.Exists(queue => queue.WantsStarts);
        _source?.CountsTraffic = _queues.Exists(queue => queue.WantsTraffic);
    }

    private void Close()
    {
        _alarm?.End();
        _source?.Dispose();
        _alarm = null;
        _source = null;
        _pending = new PendingExits();
    }
}
