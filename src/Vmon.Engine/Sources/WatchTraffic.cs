using Vmon.Kernel.Events;
using Vmon.Kernel.Network;

namespace Vmon.Sources;

/// <summary>The network traffic of the processes of a watch. It is counted from the first sample on that asks for it.</summary>
internal sealed class WatchTraffic
{
    private readonly TrafficSnapshot _snapshot = new();
    private long _sample;
    private long _lostBefore;
    private bool _isRead;

    /// <summary>The events of the watch, whose programs count the traffic. Null for none.</summary>
    internal EventSubscription? Events { private get; set; }

    /// <summary>Where it comes from. Null before it is asked for.</summary>
    internal NetworkSource? Source { get; private set; }

    /// <summary>Number of calls that were not counted since it is asked for.</summary>
    internal long Lost => Source is null ? 0 : Math.Max(0, (Events?.LostTraffic ?? 0) - _lostBefore);

    /// <summary>What a process has received and sent until a sample began. Null if unknown.</summary>
    internal ProcessTraffic? Of(ProcessIdentity process, long sample)
    {
        if (_sample != sample) Read(sample);
        return _isRead ? _snapshot.Of(process) : null;
    }

    private void Read(long sample)
    {
        _sample = sample;
        _isRead = Events?.TryReadTraffic(_snapshot) == true;
        if (Source is null) _lostBefore = Events?.LostTraffic ?? 0;
        Source = _isRead ? NetworkSource.Bpf : NetworkSource.None;
    }
}
