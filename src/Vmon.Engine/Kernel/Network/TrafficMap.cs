using Microsoft.Win32.SafeHandles;
using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Kernel.Network;

/// <summary>The counters of processes, which programs in the kernel add to. A hash map.</summary>
internal sealed unsafe class TrafficMap : IDisposable
{
    /// <summary>Processes that it has at most: any user can have many, and the kernel takes memory for each.</summary>
    internal const int Most = 32_768;

    // More than the processes that share a place in the map.
    private const int Batch = 1024;

    private readonly SafeFileHandle _map;
    private readonly TrafficKey[] _keys = new TrafficKey[Batch];
    private readonly TrafficCounters[] _counters = new TrafficCounters[Batch];

    private TrafficMap(SafeFileHandle map) => _map = map;

    internal int Descriptor => BpfProgram.Descriptor(_map);

    /// <summary>Null if the kernel refuses.</summary>
    internal static TrafficMap? TryCreate(int most = Most) =>
        BpfMap.CreateHash("vmon_traffic"u8, sizeof(TrafficKey), sizeof(TrafficCounters), most) is { } map ? new TrafficMap(map) : null;

    /// <summary>Gets the counters of a process. False if it has none.</summary>
    internal bool TryFind(TrafficKey process, out TrafficCounters counters)
    {
        fixed (TrafficCounters* value = &counters)
        {
            BpfElementAttributes attributes = new() { Map = Descriptor, Key = &process, Value = value };
            return BpfProgram.Call(Bpf.LookUpElement, &attributes, sizeof(BpfElementAttributes)) == 0;
        }
    }

    /// <summary>Removes the counters of a process, if it has some.</summary>
    internal void Remove(TrafficKey process)
    {
        BpfElementAttributes attributes = new() { Map = Descriptor, Key = &process };
        _ = BpfProgram.Call(Bpf.DeleteElement, &attributes, sizeof(BpfElementAttributes));
    }

    /// <summary>Gets the counters of all processes that have some. False if it failed.</summary>
    internal bool TryRead(List<(TrafficKey Process, TrafficCounters Counters)> all)
    {
        all.Clear();
        uint place = 0;
        bool isFirst = true;
        fixed (TrafficKey* keys = _keys)
        fixed (TrafficCounters* counters = _counters)
        {
            while (true)
            {
                BpfBatchAttributes attributes = new()
                {
                    From = isFirst ? null : &place, To = &place, Keys = keys, Values = counters, Count = Batch, Map = Descriptor,
                };
                bool isLast = BpfProgram.Call(Bpf.LookUpBatch, &attributes, sizeof(BpfBatchAttributes)) != 0;
                if (isLast && ReadStatuses.LastErrno != Errno.ENOENT) return false;
                for (int i = 0; i < attributes.Count; i++) all.Add((keys[i], counters[i]));
                if (isLast) return true;
                isFirst = false;
            }
        }
    }

    public void Dispose() => _map.Dispose();
}
