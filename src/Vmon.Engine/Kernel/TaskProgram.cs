using System.Runtime.CompilerServices;
using Vmon.Native;

namespace Vmon.Kernel;

/// <summary>
/// Assembles the program that the kernel runs for each thread. It fills one <see cref="TaskRun"/> on its stack and writes it to the stream.
/// It has no loop and no map and writes nothing else, which the kernel verifies.
/// </summary>
internal readonly ref struct TaskProgram
{
    private const int WriteToStream = 127;

    private const int Value = 1;
    private const int Other = 2;
    private const int Stream = 7;
    private const int Task = 8;

    private const int FirstIoPlace = 40;

    private static readonly int Size = Unsafe.SizeOf<TaskRun>();

    // In the order of IoCounters.
    private static readonly byte[][] IoNames =
    [
        [.. "ioac.rchar"u8], [.. "ioac.wchar"u8], [.. "ioac.syscr"u8], [.. "ioac.syscw"u8],
        [.. "ioac.read_bytes"u8], [.. "ioac.write_bytes"u8], [.. "ioac.cancelled_write_bytes"u8],
    ];

    private readonly BpfCode _code;
    private readonly int _task;

    private TaskProgram(Btf btf, int task)
    {
        _code = new BpfCode(btf);
        _task = task;
    }

    /// <summary>Null if the kernel lacks a field that a record needs.</summary>
    internal static BpfInstruction[]? Assemble(Btf btf) =>
        btf.Find(BtfKind.Structure, "task_struct"u8) is { } task ? new TaskProgram(btf, task).Whole() : null;

    // struct bpf_iter__task { struct bpf_iter_meta *meta; struct task_struct *task; }; meta starts with the stream,
    // task is null at the end of the pass.
    private BpfInstruction[]? Whole()
    {
        _code.Add(BpfInstruction.Load(sizeof(long), Task, 1, sizeof(long)));
        _code.Add(BpfInstruction.Load(sizeof(long), Stream, 1, 0));
        _code.Add(BpfInstruction.Load(sizeof(long), Stream, Stream, 0));
        int end = _code.Jump(BpfInstruction.SkipIfZero(Task, 0));
        if (!CopyRecord() || !CopyIo()) return null;
        _code.Add(BpfInstruction.Move(1, Stream));
        _code.Add(BpfInstruction.Move(2, BpfCode.Stack));
        _code.Add(BpfInstruction.AddConstant(2, -Size));
        _code.Add(BpfInstruction.Set(3, Size));
        _code.Add(BpfInstruction.Call(WriteToStream));
        _code.Land(end);
        _code.Return(0);
        return _code.Instructions;
    }

    private bool CopyRecord() =>
        Load(Value, "pid"u8) && Store(sizeof(int), 0)
        && Load(Value, "tgid"u8) && Store(sizeof(int), 4)
        && Load(Value, "se.sum_exec_runtime"u8) && Store(sizeof(long), 8)
        && Load(Value, "sched_info.pcount"u8) && Store(sizeof(long), 16)
        && Load(Value, "on_cpu"u8) && Store(sizeof(int), 24)
        && Load(Value, "real_parent.tgid"u8) && Store(sizeof(int), 28)
        && Load(Value, "start_boottime"u8) && Store(sizeof(long), 32);

    // The main thread has its own counters plus those of exited threads.
    private bool CopyIo()
    {
        foreach (int counter in Enumerable.Range(0, IoNames.Length))
            if (!Load(Value, IoNames[counter]) || !Store(sizeof(long), IoPlace(counter))) return false;

        _code.Add(BpfInstruction.Load(sizeof(int), Value, BpfCode.Stack, -Size));
        _code.Add(BpfInstruction.Load(sizeof(int), Other, BpfCode.Stack, 4 - Size));
        int other = _code.Jump(BpfInstruction.SkipIfNotEqual(Value, Other, 0));
        foreach (int counter in Enumerable.Range(0, IoNames.Length))
        {
            _code.Add(BpfInstruction.Load(sizeof(long), Value, BpfCode.Stack, IoPlace(counter) - Size));
            if (!Load(Other, [.. "signal."u8, .. IoNames[counter]])) return false;
            _code.Add(BpfInstruction.Add(Value, Other));
            _ = Store(sizeof(long), IoPlace(counter));
        }

        _code.Land(other);
        return true;
    }

    private bool Load(int destination, ReadOnlySpan<byte> path) => _code.TryLoad(destination, Task, _task, path);

    private static int IoPlace(int counter) => FirstIoPlace + (counter * sizeof(long));

    private bool Store(int size, int place)
    {
        _code.Add(BpfInstruction.Store(size, BpfCode.Stack, place - Size, Value));
        return true;
    }
}
