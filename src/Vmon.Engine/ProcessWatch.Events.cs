using Vmon.Model;

namespace Vmon;

// Events are collected during a sample and raised after it, without a lock, so that a handler can add, release
// and dispose. Events without a handler cost nothing.
public sealed partial class ProcessWatch
{
    private readonly List<Action> _events = [];

    /// <summary>Raised when a process or included thread is sampled for the first time.</summary>
    public event EventHandler<ProcessSampleEventArgs>? Appeared;

    /// <summary>Raised when a process or thread exited, with its last known values.</summary>
    public event EventHandler<ProcessSampleEventArgs>? Exited;

    /// <summary>Raised when a pipe or FIFO is sampled for the first time, if Files is requested.</summary>
    public event EventHandler<PipeEventArgs>? PipeAppeared;

    /// <summary>Raised when no process in the watch holds a pipe or FIFO any longer, if Files is requested.</summary>
    public event EventHandler<PipeEventArgs>? PipeVanished;

    /// <summary>Raised after a sample, after all other events about it.</summary>
    public event EventHandler<SampledEventArgs>? Sampled;

    /// <summary>Raised when a handler of another event throws. The remaining handlers are called nevertheless.</summary>
    public event EventHandler<HandlerFailedEventArgs>? HandlerFailed;

    private Action[] CollectEvents()
    {
        ProcessNode top = _table.Top;
        long sample = SampleNumber;
        if (Appeared is not null)
            for (ProcessNode? node = top.Following(top); node is not null; node = node.Following(top))
                if (node.Membership.ShownSince == sample) Queue(Appeared, this, new ProcessSampleEventArgs(Show(node)));

        if (_monitors.Count > 0)
            for (ProcessNode node = top.Deepest(); node != top; node = node.FollowingUpwards()!)
                if (node.Membership.Asked is { } scope && node.Membership.ShownSince > 0) QueueSampled(node, scope);

        if (Exited is not null)
            for (ProcessNode node = top.Deepest(); node != top; node = node.FollowingUpwards()!)
                if (node is { Phase: NodePhase.Exited, Membership.ShownSince: > 0 }) Queue(Exited, this, new ProcessSampleEventArgs(Show(node)));

        if (PipeAppeared is not null)
            foreach (PipeNode pipe in _table.Pipes.Born) Queue(PipeAppeared, this, new PipeEventArgs(pipe.Identity));
        if (PipeVanished is not null)
            foreach (PipeNode pipe in _table.Pipes.Died) Queue(PipeVanished, this, new PipeEventArgs(pipe.Identity));
        if (Sampled is not null) Queue(Sampled, this, new SampledEventArgs(sample, top.ChildrenChangedIn == sample));

        if (_events.Count == 0) return [];
        Action[] events = [.. _events];
        _events.Clear();
        return events;
    }

    // A handler shared by several monitors of a process is called once.
    private void QueueSampled(ProcessNode node, MonitorScope scope)
    {
        HashSet<EventHandler<ProcessSampleEventArgs>>? queued = null;
        foreach (MonitorRequest request in scope.Requests)
        {
            if (!_monitors.TryGetValue(request, out ProcessMonitor? monitor) || monitor.Handlers is not { } handlers) continue;
            queued ??= [];
            foreach (EventHandler<ProcessSampleEventArgs> handler in Delegate.EnumerateInvocationList(handlers))
                if (queued.Add(handler)) Queue(handler, monitor, new ProcessSampleEventArgs(Show(node)));
        }
    }

    private void Queue<T>(EventHandler<T> handlers, object sender, T arguments)
    {
        foreach (EventHandler<T> handler in Delegate.EnumerateInvocationList(handlers)) _events.Add(() => handler(sender, arguments));
    }

    // In a separate method, because captured variables are allocated on entry, even if the lambda is not created.
    private Action DeliveryOf(Action[] events) => () => Deliver(events);

    private void Deliver(Action[] events)
    {
        foreach (Action raise in events)
        {
            try
            {
                raise();
            }
#pragma warning disable CA1031 // An exception of a handler must not prevent the others.
            catch (Exception error)
#pragma warning restore CA1031
            {
                HandlerFailed?.Invoke(this, new HandlerFailedEventArgs(error));
            }
        }
    }

    private ProcessSample Show(ProcessNode node) => Show(node, parent: null);

    private ProcessSample Show(ProcessNode node, ProcessSample? parent) => new(node, _table.Feed, Owner.Name, Unread, parent);
}
