using Vmon.Kernel.Events;

namespace Vmon.Tests.Engine.Kernel.Events;

/// <summary>A source of events that a test makes.</summary>
internal sealed class FakeEvents : IEventSource
{
    private readonly Lock _gate = new();
    private List<Action<IEventSink>> _events = [];

    public EventSource Kind => EventSource.Bpf;

    public long Lost { get; set; }

    public bool ReportsStarts { get; set; }

    internal bool IsDisposed { get; private set; }

    internal void Add(ProcessRecord record) => Add(sink => sink.Add(record));

    internal void Complete(int id, long startTime, ProcessUsage usage) => Add(sink => sink.Complete(id, startTime, usage));

    public void Drain(IEventSink sink)
    {
        List<Action<IEventSink>> events;
        lock (_gate) (events, _events) = (_events, []);
        foreach (Action<IEventSink> give in events) give(sink);
    }

    public void Dispose() => IsDisposed = true;

    private void Add(Action<IEventSink> give)
    {
        lock (_gate) _events.Add(give);
    }
}
