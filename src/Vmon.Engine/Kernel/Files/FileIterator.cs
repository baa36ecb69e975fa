using Microsoft.Win32.SafeHandles;
using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Kernel.Files;

/// <summary>The program that copies the open files (a BPF task_file iterator), loaded into the kernel until it is disposed.</summary>
internal sealed unsafe class FileIterator : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SafeFileHandle _map;
    private readonly SafeFileHandle _program;
    private readonly SafeFileHandle _everything;

    private FileIterator(SafeFileHandle map, SafeFileHandle program, SafeFileHandle everything) => (_map, _program, _everything) = (map, program, everything);

    /// <summary>The kernel collects so many bytes of whole records per read.</summary>
    internal static int Chunk { get; } = 8 * Environment.SystemPageSize;

    /// <summary>Whether the kernel can run over one process (6.1).</summary>
    internal bool CanSelect { get; private init; }

    /// <summary>Null if the kernel does not permit or support it, or if /proc may refuse this thread what a pass shows.</summary>
    internal static FileIterator? TryOpen()
    {
        ReadBuffer buffer = new();
        return BpfPermission.IsGranted(buffer) && BpfPermission.MayReadAll(buffer) && KernelTypes.TryRead(out Btf? types) ? TryLoad(types) : null;
    }

    /// <summary>Loads the program.</summary>
    /// <param name="types">Types of the kernel.</param>
    /// <param name="log">Receives the reason of a refusal, as text that ends with 0. Empty for none.</param>
    internal static FileIterator? TryLoad(Btf types, Span<byte> log = default)
    {
        SafeFileHandle? map = BpfMap.CreateValue("vmon_file"u8, FileProgram.RecordSize);
        SafeFileHandle? program = map is not null && types.Find(BtfKind.Function, "bpf_iter_task_file"u8) is { } target
            && FileProgram.Assemble(types, BpfProgram.Descriptor(map)) is { } code
            ? BpfProgram.Load("vmon_files"u8, code, Bpf.TraceIterator, target, log: log) : null;
        SafeFileHandle? everything = program is null ? null : BpfProgram.LinkIterator(program);
        if (everything is not null) return new FileIterator(map!, program!, everything) { CanSelect = IsSelective(types) };
        program?.Dispose();
        map?.Dispose();
        return null;
    }

    /// <summary>Begins a pass. The descriptor to read it from, or -1.</summary>
    /// <param name="process">The only process that it runs over. 0 for all.</param>
    internal int Begin(int process = 0)
    {
        try
        {
            if (process == 0) return BpfProgram.BeginPass(_everything);
            return CanSelect ? BpfProgram.BeginPass(_program, process) : -1;
        }
        catch (ObjectDisposedException)
        {
            return -1;
        }
    }

    /// <summary>Reads the next records of a pass, which are whole if at least <see cref="Chunk"/> bytes are free.</summary>
    /// <param name="pass">Descriptor of the pass.</param>
    /// <param name="buffer">Receives the records.</param>
    /// <param name="length">Length of what is in the buffer, after which they are added.</param>
    /// <returns>Number of bytes. 0 at the end of the pass, negative for an error.</returns>
    internal int Read(int pass, ReadBuffer buffer, int length)
    {
        while (true)
        {
            nint count;
            lock (_gate) count = Libc.Read(pass, buffer.Pointer + length, buffer.Capacity - length); // the runs of the program share the map
            if (count >= 0 || ReadStatuses.LastErrno is not (Errno.EINTR or Errno.EAGAIN)) return (int)count;
        }
    }

    public void Dispose()
    {
        _everything.Dispose();
        _program.Dispose();
        _map.Dispose();
    }

    private static bool IsSelective(Btf types) =>
        types.Find(BtfKind.Union, "bpf_iter_link_info"u8) is { } info && types.Find(info, "task.tid"u8) is not null;
}
