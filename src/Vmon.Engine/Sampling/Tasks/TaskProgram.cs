using System.Runtime.CompilerServices;
using Vmon.Native;
using Vmon.Parsing;

namespace Vmon.Sampling;

/// <summary>
/// Assembles what the kernel runs for each thread: it fills one <see cref="TaskRun"/> on its stack and writes it to the stream.
/// There is no loop, no map, and nothing that is written elsewhere; the kernel proves that before it takes the program.
/// </summary>
internal readonly ref struct TaskProgram
{
    private const int WriteToStream = 127;

    // Those below 6 are lost in calls, 10 is the end of the stack.
    private const int Value = 1;
    private const int Other = 2;
    private const int Signals = 3;
    private const int Stream = 7;
    private const int Task = 8;
    private const int Stack = 10;

    private static readonly int Size = Unsafe.SizeOf<TaskRun>();

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

    /// <summary>Null where the kernel has not all that a record needs.</summary>
    internal static BpfInstruction[]? Assemble(Btf btf)
    {
        if (btf.Find(BtfKind.Structure, "task_struct"u8) is not { } task) return null;
        if (btf.Find(BtfKind.Structure, "signal_struct"u8) is not { } signals) return null;
        TaskProgram program = new(btf, task, signals);
        return program.CopyRecord() && program.AddFaults() && program.AddIo() ? program.Whole() : null;
    }

    // struct bpf_iter__task { struct bpf_iter_meta *meta; struct task_struct *task; }, of which the first begins with the stream;
    // the task is null at the end of the pass.
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

    private bool AddFaults()
    {
        if (!Load(Value, Task, _task, "min_flt"u8) || !Load(Other, Task, _task, "maj_flt"u8)) return false;
        _code.Add(BpfInstruction.Add(Value, Other));
        return Store(sizeof(long), 48);
    }

    private bool AddIo()
    {
        _code.Add(BpfInstruction.Set(Value, 0));
        AddCounters(Task, _task);
        _code.Add(BpfInstruction.Load(sizeof(int), Other, Stack, -Size));
        _code.Add(BpfInstruction.Load(sizeof(int), Signals, Stack, 4 - Size));
        int before = _code.Count;
        if (!Load(Signals, Task, _task, "signal"u8)) return false;
        AddCounters(Signals, _signals);
        _code.Insert(before, BpfInstruction.SkipIfNotEqual(Other, Signals, _code.Count - before));
        return Store(sizeof(long), 40);
    }

    // Which of them there are depends on how the kernel was built.
    private void AddCounters(int source, int structure)
    {
        foreach (string name in (ReadOnlySpan<string>)["rchar", "wchar", "syscr", "syscw", "read_bytes", "write_bytes", "cancelled_write_bytes"])
            if (Load(Other, source, structure, System.Text.Encoding.ASCII.GetBytes("ioac." + name)))
                _code.Add(BpfInstruction.Add(Value, Other));
    }

    private bool Load(int destination, int source, int structure, ReadOnlySpan<byte> path)
    {
        if (_btf.Find(structure, path) is not { IsWord: true } field) return false;
        _code.Add(BpfInstruction.Load(field.Size, destination, source, field.Offset));
        return true;
    }

    private bool Store(int size, int place)
    {
        _code.Add(BpfInstruction.Store(size, Stack, place - Size, Value));
        return true;
    }
}
