using Microsoft.Win32.SafeHandles;
using Vmon.Native;

namespace Vmon.Kernel.Network;

/// <summary>
/// Counts what each process receives and sends, by programs at <see cref="TrafficPoint"/>. It counts while it exists. The kernel removes it with the last descriptor,
/// however this process ends.
/// </summary>
internal sealed unsafe class TrafficMeter : IDisposable
{
    private readonly TrafficMap _map;
    private readonly SafeFileHandle _lost;
    private readonly MappedMemory _lostCount;
    private readonly LoadedProgram[] _programs;
    private readonly List<(TrafficKey Process, TrafficCounters Counters)> _all = [];

    private TrafficMeter(TrafficMap map, SafeFileHandle lost, MappedMemory lostCount, LoadedProgram[] programs)
    {
        (_map, _lost, _lostCount, _programs) = (map, lost, lostCount, programs);
        Since = SystemConstants.NanosecondsSinceBoot;
    }

    /// <summary>Since when every call is counted, in nanoseconds since boot.</summary>
    internal long Since { get; }

    /// <summary>Number of calls that were not counted: the map was full, or a program could not run.</summary>
    internal long Lost => Overflowed + _programs.Sum(program => program.Info.Misses);

    /// <summary>The programs in the kernel.</summary>
    internal IEnumerable<LoadedProgram> Programs => _programs;

    // A process without counters may have some that were not counted.
    private bool IsFull => Overflowed > 0;

    private long Overflowed => Volatile.Read(ref *(long*)_lostCount.Pointer);

    /// <summary>Begins to count. Null if the kernel does not permit or support it.</summary>
    /// <param name="types">Types of the kernel.</param>
    /// <param name="most">Processes that it counts at most.</param>
    /// <param name="log">Receives the reason of a refusal, as text that ends with 0. Empty for none.</param>
    internal static TrafficMeter? TryOpen(Btf types, int most = TrafficMap.Most, Span<byte> log = default)
    {
        TrafficMap? map = TrafficMap.TryCreate(most);
        SafeFileHandle? lost = BpfMap.CreateValue("vmon_lost"u8, sizeof(long));
        MappedMemory? count = lost is null ? null : MappedMemory.TryMap(lost, Environment.SystemPageSize, 0, isWritable: false);
        List<LoadedProgram> programs = [];
        bool isAttached = map is not null && count is not null;
        foreach (TrafficPoint point in TrafficPoint.Of(types)) isAttached = isAttached && TryAttach(types, point, map!, lost!, programs, log);
        if (isAttached && programs.Count > 0) return new TrafficMeter(map!, lost!, count!, [.. programs]);
        foreach (IDisposable? part in (IDisposable?[])[.. programs, map, count, lost]) part?.Dispose();
        return null;
    }

    /// <summary>Gets the traffic of all processes. False if it failed.</summary>
    internal bool TryRead(TrafficSnapshot snapshot)
    {
        snapshot.Begin(Since, IsFull);
        if (!_map.TryRead(_all)) return false;
        bool isCrowded = _all.Count > TrafficMap.Most / 2;
        foreach ((TrafficKey process, TrafficCounters counters) in _all)
        {
            // Processes whose end was lost.
            if (isCrowded && ProcessClock.Read(process.Process) is null) _map.Remove(process);
            snapshot.Add(process, counters);
        }

        return true;
    }

    /// <summary>The traffic of a process that exited at a time since boot. Null if unknown.</summary>
    internal ProcessTraffic? AtExit(int process, long startTime, long time)
    {
        if (time < Since) return null;
        bool isCounted = _map.TryFind(new TrafficKey { Process = process, StartTime = startTime }, out TrafficCounters counters);
        return isCounted || !IsFull ? TrafficSnapshot.Of(counters, startTime, Since) : null;
    }

    /// <summary>Forgets a process that is no longer in /proc.</summary>
    internal void Forget(int process, long startTime) => _map.Remove(new TrafficKey { Process = process, StartTime = startTime });

    public void Dispose()
    {
        foreach (IDisposable part in (IDisposable[])[.. _programs, _map, _lostCount, _lost]) part.Dispose();
    }

    private static bool TryAttach(Btf types, TrafficPoint point, TrafficMap map, SafeFileHandle lost, List<LoadedProgram> programs, Span<byte> log)
    {
        if (TrafficProgram.Assemble(types, point, map.Descriptor, BpfProgram.Descriptor(lost)) is not { } code) return false;
        LoadedProgram? program = point.IsFunction
            ? LoadedProgram.TryLoadAfter(types, "vmon_traffic"u8, point.Name, code, log)
            : LoadedProgram.TryLoad(types, "vmon_traffic"u8, point.Name, code, log);
        if (program is null) return false;
        programs.Add(program);
        return program.TryAttach();
    }
}
