using System.Runtime.InteropServices;
using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Kernel;

/// <summary>
/// Every thread of the machine in one stream from the kernel (a BPF task iterator), if permitted. One user at a time. A missing thread did
/// not necessarily exit: a machine can hide threads from it that /proc shows.
/// </summary>
internal sealed unsafe class TaskStream : IDisposable
{
    // Larger than those of distributions (5 to 7 MB), so that it does not grow; only filled pages take memory.
    private const int TypesCapacity = 8 * 1024 * 1024;

    // The kernel aborts the verification of a program with EAGAIN when a signal arrives.
    private const int MostAttempts = 10;

    // The kernel collects eight pages of records per read: a smaller buffer costs more calls.
    private static readonly int Chunk = 8 * Environment.SystemPageSize;

    private static readonly int Number = Bpf.NumberOf(RuntimeInformation.ProcessArchitecture) ?? -1;

    private readonly ReadBuffer _buffer = new(2 * Chunk);

    // The link keeps the program loaded.
    private int _link;
    private int _length;

    private TaskStream(int link) => _link = link;

    ~TaskStream() => Close();

    /// <summary>Null if the kernel does not permit or support it.</summary>
    internal static TaskStream? TryOpen()
    {
        if (Number < 0 || !BpfPermission.IsGranted(new ReadBuffer())) return null;
        ReadBuffer types = new(TypesCapacity);
        if (ProcRoot.OpenAt(Libc.CurrentDirectory, "/sys/kernel/btf/vmlinux\0"u8, isDirectory: false, out int file) != ReadStatus.Ok
            || ProcFile.ReadAndClose(file, types, out int length) != ReadStatus.Ok
            || !Btf.TryParse(types.First(length), out Btf btf)
            || btf.Find(BtfKind.Function, "bpf_iter_task"u8) is not { } target
            || TaskProgram.Assemble(btf) is not { } code)
            return null;

        int program = Load(code, target);
        if (program < 0) return null;
        BpfLinkAttributes attributes = new() { Program = program, AttachType = Bpf.TraceIterator };
        int link = Call(Bpf.CreateLink, &attributes, sizeof(BpfLinkAttributes));
        _ = Libc.Close(program);
        return link < 0 ? null : new TaskStream(link);
    }

    /// <summary>A thread of the last pass, by its index.</summary>
    internal ref readonly TaskRun this[int index] => ref Tasks[index];

    private ReadOnlySpan<TaskRun> Tasks => MemoryMarshal.Cast<byte, TaskRun>(_buffer.First(_length));

    /// <summary>Reads all threads, by ascending id. They are valid until the next pass. False if the pass failed, and nothing is known.</summary>
    internal bool TryRead(out ReadOnlySpan<TaskRun> tasks)
    {
        tasks = default;
        BpfIteratorAttributes attributes = new() { Link = _link };
        int pass = _link < 0 ? -1 : Call(Bpf.CreateIterator, &attributes, sizeof(BpfIteratorAttributes));
        if (pass < 0) return false;
        bool isWhole = ReadAll(pass) && TaskRun.TryParse(_buffer.First(_length), out tasks);
        _ = Libc.Close(pass);
        GC.KeepAlive(this);
        return isWhole;
    }

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    private bool ReadAll(int pass)
    {
        _length = 0;
        while (true)
        {
            if (_buffer.Capacity - _length < Chunk) _buffer.Grow(2 * Chunk);
            nint count = Libc.Read(pass, _buffer.Pointer + _length, _buffer.Capacity - _length);
            if (count == 0) return true;
            if (count > 0) _length += (int)count;
            else if (ReadStatuses.LastErrno is not (Errno.EINTR or Errno.EAGAIN)) return false;
        }
    }

    private static int Load(BpfInstruction[] code, int target)
    {
        // The helpers require a GPL-compatible licence. MIT is compatible; this is the kernel's name for it.
        fixed (byte* licence = "Dual MIT/GPL\0"u8)
        fixed (BpfInstruction* instructions = code)
        {
            BpfProgramAttributes attributes = new()
            {
                Type = Bpf.Tracing,
                InstructionCount = code.Length,
                Instructions = instructions,
                Licence = licence,
                ExpectedAttachType = Bpf.TraceIterator,
                AttachTypeId = target,
            };
            "vmon_tasks"u8.CopyTo(new Span<byte>(attributes.Name, 16));
            return Call(Bpf.LoadProgram, &attributes, sizeof(BpfProgramAttributes));
        }
    }

    private static int Call(int command, void* attributes, int size)
    {
        nint result = -1;
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            result = Bpf.Call(Number, command, attributes, size);
            if (result >= 0 || ReadStatuses.LastErrno is not (Errno.EINTR or Errno.EAGAIN)) break;
        }

        return (int)result;
    }

    private void Close()
    {
        int link = Interlocked.Exchange(ref _link, -1);
        if (link >= 0) _ = Libc.Close(link);
    }
}

/// <summary>Whether the kernel is expected to accept a BPF program of this thread, determined from /proc without attempting it.</summary>
internal static class BpfPermission
{
    private const long InitialPidNamespace = 0xeffffffc;

    /// <summary>False also under a seccomp filter, which may kill the process for an unknown call.</summary>
    internal static bool IsGranted(ReadBuffer buffer) => IsInInitialPidNamespace(buffer) && HasCapabilities(buffer);

    internal static bool IsEnough(in ProcStatus status)
    {
        Capabilities held = (Capabilities)(status[StatusField.CapEff] ?? 0);
        return status[StatusField.Seccomp] is 0 or null
            && (held.HasFlag(Capabilities.SysAdmin) || held.HasFlag(Capabilities.Bpf | Capabilities.PerfMon));
    }

    private static bool HasCapabilities(ReadBuffer buffer) =>
        ProcRoot.OpenAt(Libc.CurrentDirectory, "/proc/thread-self/status\0"u8, isDirectory: false, out int file) == ReadStatus.Ok
            && ProcFile.ReadAndClose(file, buffer, out int length) == ReadStatus.Ok
            && ProcStatus.TryParse(buffer.First(length), out ProcStatus own)
            && IsEnough(own);

    // The stream has the ids of the initial namespace; they differ in other namespaces.
    private static bool IsInInitialPidNamespace(ReadBuffer buffer) =>
        DescriptorLink.Read(Libc.CurrentDirectory, "/proc/thread-self/ns/pid\0"u8, buffer, out int length) == ReadStatus.Ok
        && NamespaceLink.TryParse(buffer.First(length), out long inode) && inode == InitialPidNamespace;
}
