using Microsoft.Win32.SafeHandles;
using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Kernel;

/// <summary>The program that copies the tasks (a BPF task iterator), loaded into the kernel until it is disposed.</summary>
internal sealed unsafe class TaskIterator : IDisposable
{
    // Keeps the program loaded, which keeps the map.
    private readonly SafeFileHandle _link;
    private readonly MappedMemory? _settings;

    private TaskIterator(SafeFileHandle link, MappedMemory? settings, TaskFields fields)
    {
        _link = link;
        _settings = settings;
        Fields = fields;
    }

    /// <summary>Held during a pass, which uses memory that all passes share.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Which fields the kernel has.</summary>
    internal TaskFields Fields { get; }

    /// <summary>Null if the kernel does not permit or support it.</summary>
    internal static TaskIterator? TryOpen()
    {
        if (!BpfPermission.IsGranted(new ReadBuffer()) || !KernelTypes.TryRead(out Btf? types)) return null;
        return TryLoad(types, CpuOffsets.Read(types), isLeast: false) ?? TryLoad(types, [], isLeast: true);
    }

    /// <summary>Loads the program.</summary>
    /// <param name="types">Types of the kernel.</param>
    /// <param name="cpus">Offset of the variables of each CPU. Empty if unknown.</param>
    /// <param name="isLeast">Whether to leave out the fields that a pass can do without.</param>
    internal static TaskIterator? TryLoad(Btf types, ReadOnlySpan<long> cpus, bool isLeast)
    {
        TaskFields fields = new();
        if (types.Find(BtfKind.Function, "bpf_iter_task"u8) is not { } target) return null;
        using SafeFileHandle? map = BpfMap.CreateValue("vmon_pass"u8, TaskProgram.SettingsSize);
        MappedMemory? settings = map is null ? null : MappedMemory.TryMap(map, Environment.SystemPageSize, 0, isWritable: true);
        int? place = settings is null ? null : BpfProgram.Descriptor(map!);
        if (TaskProgram.Assemble(types, fields, cpus, place, isLeast) is { } code)
        {
            using SafeFileHandle? program = BpfProgram.Load("vmon_tasks"u8, code, Bpf.TraceIterator, target);
            if (program is not null && BpfProgram.LinkIterator(program) is { } link) return new TaskIterator(link, settings, fields);
        }

        settings?.Dispose();
        return null;
    }

    /// <summary>Begins a pass. The descriptor to read it from, or -1.</summary>
    /// <param name="since">Time on the clock of the scheduler: the records of single-threaded processes that have not run since are not whole.</param>
    /// <param name="round">Number of the round: those of processes whose turn it is (<see cref="TaskProgram.Turns"/>) are whole.</param>
    internal int Begin(long since, long round)
    {
        try
        {
            if (_settings is { IsClosed: false })
            {
                long* settings = (long*)_settings.Pointer;
                settings[0] = since;
                settings[1] = round;
            }

            return BpfProgram.BeginPass(_link);
        }
        catch (ObjectDisposedException)
        {
            return -1;
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            _link.Dispose();
            _settings?.Dispose();
        }
    }
}
