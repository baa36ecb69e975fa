using Vmon.Kernel.Events;

namespace Vmon.Tests.Workloads;

/// <summary>Sessions whose process events come from one source. The test is skipped if the source is not permitted.</summary>
internal static class EventSessions
{
    internal static VmonSession Of(EventSource source)
    {
        if (source == EventSource.None) return new VmonSession(new SessionOptions { UseEvents = false });
        using IEventSource? opened = Open(source);
        Assert.SkipWhen(opened is null, $"Process events are not available from {source}.");
        return new VmonSession(new SessionOptions(), () => new EventHub(() => Open(source)));
    }

    private static IEventSource? Open(EventSource source) => source == EventSource.Bpf ? BpfEvents.TryOpen() : ProcConnector.TryOpen();
}
