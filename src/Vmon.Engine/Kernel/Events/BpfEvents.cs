using Vmon.Kernel.Network;
using Vmon.ProcFs;

namespace Vmon.Kernel.Events;

/// <summary>Events of BPF programs at the tracepoints of the kernel. The kernel removes them with the last descriptor, however this process ends.</summary>
internal sealed class BpfEvents : IEventSource
{
    private readonly EventMaps _maps;
    private readonly LoadedProgram? _free;
    private readonly LoadedProgram? _exec;
    private readonly LoadedProgram? _start;
    private readonly LoadedProgram? _exit;
    private readonly LoadedProgram? _cgroup;
    private readonly LoadedProgram[] _programs;
    private readonly CgroupPaths _paths = new();
    private readonly EventDecoder _decoder;

    private BpfEvents(Btf types, EventMaps maps)
    {
        _maps = maps;
        EventProgram? exit = ExitProgram.Assemble(types, maps);
        _free = FreeProgram.Assemble(types, maps)?.TryLoad(types);
        _exec = ExecProgram.Assemble(types, maps)?.TryLoad(types);
        _exit = exit?.TryLoad(types);
        _start = StartProgram.Assemble(types, maps)?.TryLoad(types);
        _cgroup = CgroupProgram.Assemble(types, maps)?.TryLoad(types);
        _programs = [.. new[] { _free, _exec, _exit, _start, _cgroup }.OfType<LoadedProgram>()];
        _decoder = new EventDecoder(exit?.Fields ?? EventFields.None);
    }

    public EventSource Kind => EventSource.Bpf;

    public long Lost
    {
        get
        {
            long lost = _maps.LostCount;
            foreach (LoadedProgram program in _programs) lost += program.Info.Misses;
            return lost;
        }
    }

    public bool ReportsStarts
    {
        set
        {
            if (value) _ = _start?.TryAttach();
            else _start?.Detach();
        }
    }

    public bool CountsTraffic
    {
        set
        {
            if (value)
            {
                if (Traffic is null && KernelTypes.TryRead(out Btf? types)) Traffic = TrafficMeter.TryOpen(types);
                return;
            }

            Traffic?.Dispose();
            Traffic = null;
        }
    }

    public TrafficMeter? Traffic { get; private set; }

    // A ring that is not empty is readable, so that poll(2) would not wait.
    public int? Alarm => _maps.Reader.Used == 0 ? _maps.Ring : null;

    /// <summary>The programs that the kernel accepted.</summary>
    internal IEnumerable<LoadedProgram> Programs => _programs;

    /// <summary>Null if the kernel does not permit or support it. A kernel that refuses one program may accept the others; exits are needed.</summary>
    internal static BpfEvents? TryOpen()
    {
        ReadBuffer buffer = new();
        if (!BpfPermission.IsGranted(buffer) || !KernelTypes.TryRead(out Btf? types) || EventMaps.TryCreate() is not { } maps) return null;

        // The record that completes another comes after it.
        BpfEvents events = new(types, maps);
        _ = events._free?.TryAttach();
        _ = events._exec?.TryAttach();

        // /proc shows paths from the root of the namespace, and the kernel from that of the machine.
        if (InitialNamespaces.IsCgroupCurrent(buffer)) _ = events._cgroup?.TryAttach();
        if (events._exit?.TryAttach() == true) return events;
        events.Dispose();
        return null;
    }

    public void Drain(IEventSink sink)
    {
        RingReader reader = _maps.Reader;
        while (reader.TryPeek(out ReadOnlySpan<byte> bytes))
        {
            if (EventDecoder.TryHead(bytes, out RecordHead head)) Give(head, bytes, sink);
            reader.Release(bytes.Length);
        }
    }

    public void Dispose()
    {
        Traffic?.Dispose();
        foreach (LoadedProgram program in _programs) program.Dispose();
        _maps.Dispose();
    }

    private void Give(in RecordHead head, ReadOnlySpan<byte> bytes, IEventSink sink)
    {
        if (head.Kind == RecordKind.Free)
        {
            if (EventDecoder.TryFree(bytes, out ProcessUsage usage)) sink.Complete(head.Id, head.StartTime, usage);
            Traffic?.Forget(head.Id, head.StartTime);
            return;
        }

        if (head.Kind == RecordKind.Cgroup)
        {
            if (EventDecoder.TryCgroup(bytes, out long id, out ReadOnlySpan<byte> path)) _paths.Add(id, path);
            return;
        }

        ProcessRecord? record = head.Kind switch
        {
            RecordKind.Start => _decoder.Start(bytes),
            RecordKind.Exec => _decoder.Exec(bytes),
            RecordKind.Exit => _decoder.Exit(bytes, Traffic?.AtExit(head.Id, head.StartTime, head.Time)),
            _ => null,
        };
        if (record is null) return;
        record.CgroupPath = _paths.Find(record.Cgroup);
        sink.Add(record);
    }
}
