using Vmon.Model;

namespace Vmon;

// Events are collected from one consistent sample and delivered when it is over and nothing is locked: a handler may monitor, release
// and even dispose freely. Nothing is made for events that nobody listens to.
public sealed partial class ProcessWatch
{
    private readonly List<Action> _events = [];

    /// <summary>A process, or a thread where threads are included, was seen for the first time.</summary>
    public event EventHandler<ProcessSampleEventArgs>? Appeared;

    /// <summary>A process or thread has ended: told once, with its last known values.</summary>
    public event EventHandler<ProcessSampleEventArgs>? Ended;

    /// <summary>Where files are wanted: a pipe or FIFO was seen for the first time.</summary>
    public event EventHandler<PipeEventArgs>? PipeAppeared;

    /// <summary>Where files are wanted: nobody in the watch holds a pipe or FIFO any more.</summary>
    public event EventHandler<PipeEventArgs>? PipeVanished;

    /// <summary>A sample was taken, and all else about it was told.</summary>
    public event EventHandler<SampledEventArgs>? Sampled;

    /// <summary>A handler of another event threw. The others were told all the same.</summary>
    public event EventHandler<HandlerFailedEventArgs>? HandlerFailed;

    private Action[] CollectEvents()
    {
        ProcessNode top = _table.Top;
        long sample = SampleNumber;
        if (Appeared is not null)
            for (ProcessNode? node = top.Following(top); node is not null; node = node.Following(top))
                if (node.Membership.ShownSince == sample) Tell(Appeared, this, new ProcessSampleEventArgs(Show(node)));

        if (_monitors.Count > 0)
            for (ProcessNode node = top.Deepest(); node != top; node = node.FollowingUpwards()!)
                if (node.Membership.Asked is { } scope && node.Membership.ShownSince > 0) TellMonitors(node, scope);

        if (Ended is not null)
            for (ProcessNode node = top.Deepest(); node != top; node = node.FollowingUpwards()!)
                if (node is { Phase: NodePhase.Stale, Membership.ShownSince: > 0 }) Tell(Ended, this, new ProcessSampleEventArgs(Show(node)));

        if (PipeAppeared is not null)
            foreach (PipeNode pipe in _table.Pipes.Born) Tell(PipeAppeared, this, new PipeEventArgs(pipe.Identity));
        if (PipeVanished is not null)
            foreach (PipeNode pipe in _table.Pipes.Died) Tell(PipeVanished, this, new PipeEventArgs(pipe.Identity));
        if (Sampled is not null) Tell(Sampled, this, new SampledEventArgs(sample, top.ChildrenChangedIn == sample));

        if (_events.Count == 0) return [];
        Action[] events = [.. _events];
        _events.Clear();
        return events;
    }

    // A handler that several monitors of a process have is told once.
    private void TellMonitors(ProcessNode node, MonitorScope scope)
    {
        HashSet<EventHandler<ProcessSampleEventArgs>>? told = null;
        foreach (MonitorRequest request in scope.Requests)
        {
            if (!_monitors.TryGetValue(request, out ProcessMonitor? monitor) || monitor.Handlers is not { } handlers) continue;
            told ??= [];
            foreach (EventHandler<ProcessSampleEventArgs> handler in Delegate.EnumerateInvocationList(handlers))
                if (told.Add(handler)) Tell(handler, monitor, new ProcessSampleEventArgs(Show(node)));
        }
    }

    private void Tell<T>(EventHandler<T> handlers, object sender, T arguments)
    {
        foreach (EventHandler<T> handler in Delegate.EnumerateInvocationList(handlers)) _events.Add(() => handler(sender, arguments));
    }

    // Lambdas are apart from what runs in every sample: what they capture is allocated on entry, whether they are made or not.
    private Action DeliveryOf(Action[] events) => () => Deliver(events);

    private void Deliver(Action[] events)
    {
        foreach (Action tell in events)
        {
            try
            {
                tell();
            }
#pragma warning disable CA1031 // Whatever a handler throws is its own affair, and must not cost the others their news.
            catch (Exception error)
#pragma warning restore CA1031
            {
                HandlerFailed?.Invoke(this, new HandlerFailedEventArgs(error));
            }
        }
    }

    private ProcessSample Show(ProcessNode node) => Show(node, parent: null);

    private ProcessSample Show(ProcessNode node, ProcessSample? parent) => new(node, _table.Context, _time, Session.Name, Unread) { ShownParent = parent };
}
