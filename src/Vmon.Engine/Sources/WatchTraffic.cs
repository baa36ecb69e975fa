using Vmon.Kernel.Events;
using Vmon.Kernel.Network;

namespace Vmon.Sources;

/// <summary>The network traffic of the processes of a watch, and the method that counts it. It is counted from the first sample on that asks for it.</summary>
internal sealed class WatchTraffic
{
    private readonly TrafficSnapshot _snapshot = new();
    private long _sample;
    private long _lostBefore;
    private bool _wasCalled;

    /// <summary>The events of the watch, whose programs count the traffic. Null for none.</summary>
    internal EventSubscription? Events { private get; set; }

    /// <summary>Where it comes from. Null before it is asked for.</summary>
    internal NetworkSource? Source { get; private set; }

    /// <summary>Number of calls that were not counted since it is asked for.</summary>
    internal long Lost => Source is null ? 0 : Math.Max(0, (Events?.LostTraffic ?? 0) - _lostBefore);

    /// <summary>Where the traffic of a sample comes from.</summary>
    internal NetworkSource SourceIn(SamplingContext context)
    {
        if (_sample != context.SampleNumber) Read(context);
        return Source!.Value;
    }

    /// <summary>What the calls of a process have received and sent until a sample began, if BPF counts them. Null if unknown.</summary>
    internal ProcessTraffic? Of(ProcessIdentity process, SamplingContext context) =>
        SourceIn(context) == NetworkSource.Bpf ? _snapshot.Of(process) : null;

    // What began with one method is not continued with another, because they do not count the same.
    private void Read(SamplingContext context)
    {
        _sample = context.SampleNumber;
        bool isCalled = Source != NetworkSource.SocketDiagnostics && Events?.TryReadTraffic(_snapshot) == true;
        if (Source is null) _lostBefore = Events?.LostTraffic ?? 0;
        bool isDiagnosed = !isCalled && !_wasCalled && context.Sockets?.CanCount(context) == true;
        _wasCalled |= isCalled;
        Source = isCalled ? NetworkSource.Bpf : isDiagnosed ? NetworkSource.SocketDiagnostics : NetworkSource.None;
    }
}
