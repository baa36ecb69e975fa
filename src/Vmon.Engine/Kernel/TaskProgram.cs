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

    // Registers below 6 are clobbered by calls; 10 is the frame pointer.
    private const int Value = 1;
    private const int Other = 2;
    private const int Signals = 3;
    private const int Stream = 7;
    private const int Task = 8;
    private const int Stack = 10;

    private const int FirstIoPlace = 40;

    private static readonly int Size = Unsafe.SizeOf<TaskRun>();

    // In the order of IoCounters.
    private static readonly byte[][] IoNames =
    [
        [.. "ioac.rchar"u8], [.. "ioac.wchar"u8], [.. "ioac.syscr"u8], [.. "ioac.syscw"u8],
        [.. "ioac.read_bytes"u8], [.. "ioac.write_bytes"u8], [.. "ioac.cancelled_write_bytes"u8],
    ];

    private readonly Btf _btf;
    private readonly int _task;
    private readonly int _signals;
    private readonly List<BpfInstruction> _code = [];

    private TaskProgram(Btf btf, int task, int signals)
    {
        _btf = btf;
        _task = task;
        _signals = signals;
    }

    /// <summary>Null if the kernel lacks a field that a record needs.</summary>
    internal static BpfInstruction[]? Assemble(Btf btf)
    {
        if (btf.Find(BtfKind.Structure, "task_struct"u8) is not { } task) return null;
        if (btf.Find(BtfKind.Structure, "signal_struct"u8) is not { } signals) return null;
        TaskProgram program = new(btf, task, signals);
        return program.CopyRecord() && program.CopyIo() ? program.Whole() : null;
    }

    // struct bpf_iter__task { struct bpf_iter_meta *meta; struct task_struct *task; }; meta starts with the stream,
    // task is null at the end of the pass.
    private BpfInstruction[] Whole() =>
    [
        BpfInstruction.Load(sizeof(long), Task, 1, sizeof(long)),
        BpfInstruction.Load(sizeof(long), Stream, 1, 0),
        BpfInstruction.Load(sizeof(long), Stream, Stream, 0),
        BpfInstruction.SkipIfZero(Task, _code.Count + 5),
        .. _code,
        BpfInstruction.Move(1, Stream),
        BpfInstruction.Move(2, Stack),
        BpfInstruction.AddConstant(2, -Size),
        BpfInstruction.Set(3, Size),
        BpfInstruction.Call(WriteToStream),
        BpfInstruction.Set(0, 0),
        BpfInstruction.Exit(),
    ];

    private bool CopyRecord() =>
        Load(Value, Task, _task, "pid"u8) && Store(sizeof(int), 0)
        && Load(Value, Task, _task, "tgid"u8) && Store(sizeof(int), 4)
        && Load(Value, Task, _task, "se.sum_exec_runtime"u8) && Store(sizeof(long), 8)
        && Load(Value, Task, _task, "sched_info.pcount"u8) && Store(sizeof(long), 16)
        && Load(Value, Task, _task, "on_cpu"u8) && Store(sizeof(int), 24)
        && Load(Value, Task, _task, "real_parent"u8) && Load(Value, Value, _task, "tgid"u8) && Store(sizeof(int), 28)
        && Load(Value, Task, _task, "start_boottime"u8) && Store(sizeof(long), 32);

    // The main thread has its own counters plus those of exited threads.
    private bool CopyIo()
    {
        foreach (int counter in Enumerable.Range(0, IoNames.Length))
            if (!Load(Value, Task, _task, IoNames[counter]) || !Store(sizeof(long), IoPlace(counter))) return false;

        _code.Add(BpfInstruction.Load(sizeof(int), Value, Stack, -Size));
        _code.Add(BpfInstruction.Load(sizeof(int), Other, Stack, 4 - Size));
        int before = _code.Count;
        if (!Load(Signals, Task, _task, "signal"u8)) return false;
        foreach (int counter in Enumerable.Range(0, IoNames.Length))
        {
            _code.Add(BpfInstruction.Load(sizeof(long), Value, Stack, IoPlace(counter) - Size));
            if (!Load(Other, Signals, _signals, IoNames[counter])) return false;
            _code.Add(BpfInstruction.Add(Value, Other));
            _ = Store(sizeof(long), IoPlace(counter));
        }

        _code.Insert(before, BpfInstruction.SkipIfNotEqual(Value, Other, _code.Count - before));
        return true;
    }

    private bool Load(int destination, int source, int structure, ReadOnlySpan<byte> path)
    {
        if (_btf.Find(structure, path) is not { IsWord: true } field) return false;
        _code.Add(BpfInstruction.Load(field.Size, destination, source, field.Offset));
        return true;
    }

    private static int IoPlace(int counter) => FirstIoPlace + (counter * sizeof(long));

    private bool Store(int size, int place)
    {
        _code.Add(BpfInstruction.Store(size, Stack, place - Size, Value));
        return true;
    }
}
