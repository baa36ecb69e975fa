using Vmon.Native;

namespace Vmon.Kernel.Network;

/// <summary>The traffic of all processes at one moment.</summary>
internal sealed class TrafficSnapshot
{
    private readonly Dictionary<ProcessIdentity, ProcessTraffic> _counted = [];
    private long _since;
    private bool _isFull;

    /// <summary>Begins another moment.</summary>
    /// <param name="since">Since when every call is counted, in nanoseconds since boot.</param>
    /// <param name="isFull">Whether processes without counters may have some that were not counted.</param>
    internal void Begin(long since, bool isFull)
    {
        _counted.Clear();
        (_since, _isFull) = (since, isFull);
    }

    internal void Add(in TrafficKey process, in TrafficCounters counters) =>
        _counted[new ProcessIdentity(process.Process, process.StartTime / SystemConstants.NanosecondsPerTick)] = Of(counters, process.StartTime, _since);

    /// <summary>The traffic of a process. Null if unknown.</summary>
    internal ProcessTraffic? Of(ProcessIdentity process)
    {
        if (_counted.TryGetValue(process, out ProcessTraffic traffic)) return traffic;
        return _isFull ? null : Of(default, process.StartTicks * SystemConstants.NanosecondsPerTick, _since);
    }

    /// <summary>The traffic of a process with these counters.</summary>
    /// <param name="counters">Its counters.</param>
    /// <param name="start">Nanoseconds from boot to its start.</param>
    /// <param name="since">Since when every call is counted.</param>
    internal static ProcessTraffic Of(in TrafficCounters counters, long start, long since) =>
        new() { Counters = counters, Since = start >= since ? 0 : since, Source = NetworkSource.Bpf };
}
