using Vmon.Kernel.Network;

namespace Vmon.Kernel.Events;

/// <summary>One subscriber of process events. The last one to be disposed, or forgotten, closes the source.</summary>
internal sealed class EventSubscription : IDisposable
{
    private readonly EventHub _hub;
    private readonly EventQueue _queue;

    internal EventSubscription(EventHub hub, EventQueue queue, EventSource source) => (_hub, _queue, Source) = (hub, queue, source);

    /// <summary>Removes the queue of a subscription that was not disposed.</summary>
    ~EventSubscription() => _hub.Remove(_queue);

    internal EventSource Source { get; }

    /// <summary>Events that the source had lost before.</summary>
    internal required long LostBefore { private get; init; }

    /// <summary>Number of events that were lost since the subscription. If not exact, the number of gaps, each of unknown size.</summary>
    internal long Lost
    {
        get
        {
            (long ofSource, long ofQueue) = _hub.LostOf(_queue);
            return Math.Max(0, ofSource - LostBefore) + ofQueue;
        }
    }

    internal bool IsLossExact => Source == EventSource.Bpf;

    /// <summary>Whether an exit that is not final holds events back.</summary>
    internal bool IsHeld => _hub.IsHeld(_queue);

    /// <summary>Whether starts of processes are reported, from now on.</summary>
    internal bool WantsStarts
    {
        set => _hub.Want(_queue, value);
    }

    /// <summary>Takes what happened since the last call, in order. Exits may still have to be completed; their records show it.</summary>
    internal void Drain(List<ProcessRecord> records) => _hub.Drain(_queue, records, isFinal: false);

    /// <summary>Takes what happened until the first exit that is not final, which is some 100 ms ago at most.</summary>
    internal void DrainFinal(List<ProcessRecord> records) => _hub.Drain(_queue, records, isFinal: true);

    /// <summary>Gets the traffic of all processes, which is counted from the first call on. False if it cannot be counted.</summary>
    internal bool TryReadTraffic(TrafficSnapshot snapshot) => _hub.TryReadTraffic(_queue, snapshot);

    /// <summary>Number of network calls that were not counted since counting began.</summary>
    internal long LostTraffic => _hub.LostTraffic;

    public void Dispose()
    {
        _hub.Remove(_queue);
        GC.SuppressFinalize(this);
    }
}
