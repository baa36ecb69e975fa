using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Kernel;

/// <summary>
/// Every thread of the machine in one stream from the kernel (a BPF task iterator), if permitted. One user at a time. A missing thread did
/// not necessarily exit: a machine can hide threads from it that /proc shows.
/// </summary>
internal sealed unsafe class TaskStream : IDisposable
{
    // The kernel collects eight pages of records per read: a smaller buffer costs more calls.
    private static readonly int Chunk = 8 * Environment.SystemPageSize;

    private readonly ReadBuffer _buffer = new(2 * Chunk);
    private readonly List<TaskRun> _tasks = [];

    // Keeps the program loaded.
    private readonly SafeFileHandle _link;
    private int _length;

    private TaskStream(SafeFileHandle link, TaskFields fields)
    {
        _link = link;
        Fields = fields;
    }

    /// <summary>Which fields the kernel has.</summary>
    internal TaskFields Fields { get; }

    /// <summary>Tells how long the threads on a CPU have run since their last tick.</summary>
    internal SchedulerClock Clock { get; } = new();

    /// <summary>Null if the kernel does not permit or support it.</summary>
    internal static TaskStream? TryOpen()
    {
        if (!BpfPermission.IsGranted(new ReadBuffer())) return null;
        TaskFields fields = new();
        if (!KernelTypes.TryRead(out _, out Btf types)
            || types.Find(BtfKind.Function, "bpf_iter_task"u8) is not { } target
            || TaskProgram.Assemble(types, fields) is not { } code)
            return null;

        using SafeFileHandle? program = BpfProgram.Load("vmon_tasks"u8, code, Bpf.TraceIterator, target);
        return program is not null && BpfProgram.LinkIterator(program) is { } link ? new TaskStream(link, fields) : null;
    }

    /// <summary>The record of a thread of the last pass.</summary>
    internal TaskRecord this[TaskRun task] => TaskRecord.Of(_buffer.First(_length), task);

    /// <summary>Reads all threads, by ascending id. They are valid until the next pass. False if the pass failed, and nothing is known.</summary>
    internal bool TryRead(out ReadOnlySpan<TaskRun> tasks)
    {
        tasks = default;
        Clock.Mark();
        int pass = _link.IsClosed ? -1 : BpfProgram.BeginPass(_link);
        if (pass < 0) return false;
        bool isRead = ReadAll(pass);
        _ = Libc.Close(pass);
        if (!isRead || !TaskRecord.TryParse(_buffer.First(_length), out TaskReader reader, _tasks)) return false;
        Clock.Accept(reader);
        tasks = CollectionsMarshal.AsSpan(_tasks);
        return true;
    }

    public void Dispose() => _link.Dispose();

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
}
