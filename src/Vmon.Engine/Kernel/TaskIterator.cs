using Microsoft.Win32.SafeHandles;
using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Kernel;

/// <summary>The program that copies the tasks (a BPF task iterator), loaded into the kernel until it is disposed.</summary>
internal sealed class TaskIterator : IDisposable
{
    // Keeps the program loaded.
    private readonly SafeFileHandle _link;

    private TaskIterator(SafeFileHandle link, TaskFields fields)
    {
        _link = link;
        Fields = fields;
    }

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
        if (types.Find(BtfKind.Function, "bpf_iter_task"u8) is not { } target || TaskProgram.Assemble(types, fields, cpus, isLeast) is not { } code) return null;
        using SafeFileHandle? program = BpfProgram.Load("vmon_tasks"u8, code, Bpf.TraceIterator, target);
        return program is not null && BpfProgram.LinkIterator(program) is { } link ? new TaskIterator(link, fields) : null;
    }

    /// <summary>Begins a pass. The descriptor to read it from, or -1.</summary>
    internal int Begin()
    {
        try
        {
            return BpfProgram.BeginPass(_link);
        }
        catch (ObjectDisposedException)
        {
            return -1;
        }
    }

    public void Dispose() => _link.Dispose();
}
