using System.Text;
using Vmon.Native;

namespace Vmon.Kernel;

/// <summary>
/// Assembles the program that the kernel runs for each thread. It copies fields to its stack, and writes them to the stream: those of the thread, and for a main
/// thread those of the process. Before the first, it writes those of the reading thread. Of a process that has not run it writes only the first, because most of the
/// time of a pass goes into fetching memory, but in its turn all. It has no loop and writes nothing else, which the kernel verifies.
/// </summary>
internal readonly ref struct TaskProgram
{
    /// <summary>The fields of the reading thread, from which the clock of the scheduler is known.</summary>
    internal static readonly TaskField[] OfReader = [TaskField.RunTime, TaskField.ExecStart, TaskField.RunQueueClock, TaskField.RunQueueTaskClock];

    /// <summary>Number of rounds in which each process has a turn. A power of two.</summary>
    internal const int Turns = 32;

    /// <summary>Size of the value that a reader sets before a pass: the time since which a process has run whose record is whole, and the number of the round.</summary>
    internal const int SettingsSize = 2 * Slot;

    private const int GetMonotonicTime = 5;
    private const int ReadKernel = 113;
    private const int WriteToStream = 127;
    private const int GetCurrentTask = 158;

    private const int Value = 1;
    private const int Other = 2;
    private const int Third = 3;
    private const int Outer = 6;
    private const int Stream = 7;
    private const int Task = 8;
    private const int Reader = 9;

    private const int Slot = sizeof(long);

    // The stack has 512 bytes.
    private static readonly TaskField[] OfEach = Between(0, TaskField.RunDelay);
    private static readonly TaskField[] OfThread = Between(TaskField.RunDelay, TaskField.Sequence);
    private static readonly TaskField[] OfProcess = Between(TaskField.Sequence, TaskField.Memory);
    private static readonly TaskField[] OfMemory = Between(TaskField.Memory, TaskField.Count);

    private readonly BpfCode _code;
    private readonly Btf _btf;
    private readonly int _task;
    private readonly TaskFields _known;
    private readonly bool _isLeast;
    private readonly ReadOnlySpan<long> _cpus;
    private readonly int? _settings;

    private TaskProgram(Btf btf, int task, TaskFields known, ReadOnlySpan<long> cpus, int? settings, bool isLeast)
    {
        _settings = settings;
        _isLeast = isLeast;
        _cpus = cpus;
        _code = new BpfCode(btf);
        _btf = btf;
        _task = task;
        _known = known;
    }

    /// <summary>Assembles the program for the types of the running kernel. Null if it lacks a field that every pass needs.</summary>
    /// <param name="btf">The types.</param>
    /// <param name="known">Receives which fields the records have. The others are zero.</param>
    /// <param name="cpus">Offset of the variables of each CPU. Empty if unknown.</param>
    /// <param name="settings">Descriptor of the map of the time, on the clock of the scheduler, and the round. Null if all records are whole.</param>
    /// <param name="isLeast">Whether to leave out the fields that a pass can do without, for a kernel that refuses one of them.</param>
    internal static BpfInstruction[]? Assemble(Btf btf, TaskFields known, ReadOnlySpan<long> cpus, int? settings = null, bool isLeast = false)
    {
        if (btf.Find(BtfKind.Structure, "task_struct"u8) is not { } task) return null;
        BpfInstruction[] code = new TaskProgram(btf, task, known, cpus, settings, isLeast).Whole();
        return known.AreEnough ? code : null;
    }

    // struct bpf_iter__task { struct bpf_iter_meta *meta; struct task_struct *task; }; task is null at the end of the pass.
    // struct bpf_iter_meta { struct seq_file *seq; u64 session_id; u64 seq_num; }
    private BpfInstruction[] Whole()
    {
        _code.Add(BpfInstruction.Load(sizeof(long), Task, 1, sizeof(long)));
        _code.Add(BpfInstruction.Load(sizeof(long), Outer, 1, 0));
        _code.Add(BpfInstruction.Load(sizeof(long), Stream, Outer, 0));
        int end = _code.Jump(BpfInstruction.SkipIfZero(Task, 0));
        CopyReader();
        _code.Distrust(Task, _task);
        Copy(OfEach, Task);
        _code.Add(BpfInstruction.Load(Slot, Value, BpfCode.Stack, PlaceOf(OfEach, (int)TaskField.IsWhole)));
        int isResting = _code.Jump(BpfInstruction.SkipIfZero(Value, 0));
        Copy(OfThread, Task);
        _code.Add(BpfInstruction.Load(sizeof(int), Value, Task, OffsetOf(TaskField.Pid)));
        _code.Add(BpfInstruction.Load(sizeof(int), Other, Task, OffsetOf(TaskField.Tgid)));
        int isThread = _code.Jump(BpfInstruction.SkipIfNotEqual(Value, Other, 0));
        Copy(OfProcess, Task);
        Copy(OfMemory, Task);
        _code.Land(isThread);
        _code.Land(isResting);
        _code.Land(end);
        _code.Return(0);
        return _code.Instructions;
    }

    // The helper is of 5.11. Before, they are those of the first thread, which do not match the reading one.
    private void CopyReader()
    {
        _code.Add(BpfInstruction.Load(sizeof(long), Value, Outer, 2 * sizeof(long)));
        _code.Add(BpfInstruction.Set(Other, 0));
        int isLater = _code.Jump(BpfInstruction.SkipIfNotEqual(Value, Other, 0));
        bool isKnown = _btf.Find(BtfKind.Function, "bpf_get_current_task_btf"u8) is not null;
        if (isKnown) _code.Add(BpfInstruction.Call(GetCurrentTask));
        _code.Add(BpfInstruction.Move(Reader, isKnown ? 0 : Task));
        Copy(OfReader, Reader);
        _code.Land(isLater);
    }

    /// <summary>Copies fields to the stack, and from there to the stream.</summary>
    private void Copy(TaskField[] fields, int task)
    {
        int size = fields.Length * Slot;
        BtfField? outer = null;
        for (int i = 0; i < fields.Length; i++)
        {
            TaskField field = fields[i];
            int slot = PlaceOf(fields, i);
            if (field == TaskField.PendingFilePages) SumPending(slot, scratch: -size - BpfCode.Reserved - (PendingPages.Kinds * sizeof(int)), ref outer);
            if (IsPending(field)) continue;
            if (field == TaskField.SeenAt) TakeTime();
            else if (field == TaskField.IsWhole) Judge();
            else _known[field] = TryLoad(field, task, slot, ref outer);
            _code.Add(BpfInstruction.Store(Slot, BpfCode.Stack, slot, Value));
        }

        _code.Add(BpfInstruction.Move(1, Stream));
        _code.Add(BpfInstruction.Move(2, BpfCode.Stack));
        _code.Add(BpfInstruction.AddConstant(2, -size - BpfCode.Reserved));
        _code.Add(BpfInstruction.Set(3, size));
        _code.Add(BpfInstruction.Call(WriteToStream));
    }

    private static int PlaceOf(TaskField[] fields, int index) => ((index - fields.Length) * Slot) - BpfCode.Reserved;

    private static bool IsPending(TaskField field) => field is >= TaskField.PendingFilePages and <= TaskField.PendingSharedPages;

    private void SumPending(int slot, int scratch, ref BtfField? outer)
    {
        bool isKnown = !_isLeast && PendingPages.TryAdd(_code, _btf, Task, Outer, slot, scratch, _cpus);
        for (int kind = 0; kind < PendingPages.Kinds; kind++) _known[TaskField.PendingFilePages + kind] = isKnown;
        outer = null;
    }

    // The last arrival on a CPU is the only time that the kernel keeps. A thread that arrived before the given time and left the CPU after it seems not to have run, but
    // its run time tells.
    private void Judge()
    {
        BtfField? outer = null;
        if (_settings is not { } settings || _isLeast
            || _btf.Find(_task, "sched_info.last_arrival"u8) is not [{ IsWord: true } arrival] || _btf.Find(_task, "signal.nr_threads"u8) is not [_, { IsWord: true }] threads)
        {
            _code.Add(BpfInstruction.Set(Value, 1));
            return;
        }

        _ = TryLoad(TaskField.OnCpu, Task, 0, ref outer);
        int isOn = _code.Jump(BpfInstruction.SkipIfNotZero(Value, 0));
        _code.Load(Value, Task, threads);
        _code.Add(BpfInstruction.Set(Other, 1));
        int hasThreads = _code.Jump(BpfInstruction.SkipIfNotEqual(Value, Other, 0));
        _code.Add(BpfInstruction.SetToValue(Other, settings));
        _code.Add(BpfInstruction.Load(sizeof(int), Value, Task, OffsetOf(TaskField.Pid)));
        _code.Add(BpfInstruction.Load(Slot, Third, Other, Slot));
        _code.Add(BpfInstruction.Add(Value, Third));
        _code.Add(BpfInstruction.And(Value, Turns - 1));
        int isInTurn = _code.Jump(BpfInstruction.SkipIfZero(Value, 0));
        _code.Add(BpfInstruction.Load(Slot, Value, Other, 0));
        _code.Add(BpfInstruction.Load(Slot, Other, Task, arrival.Offset));
        int hasRun = _code.Jump(BpfInstruction.SkipIfNotBelow(Other, Value, 0));
        _code.Add(BpfInstruction.Set(Value, 0));
        int isJudged = _code.Jump(BpfInstruction.Skip(0));
        _code.Land(isOn);
        _code.Land(hasThreads);
        _code.Land(isInTurn);
        _code.Land(hasRun);
        _code.Add(BpfInstruction.Set(Value, 1));
        _code.Land(isJudged);
    }

    // Only if the thread is on a CPU.
    private void TakeTime()
    {
        BtfField? outer = null;
        _ = TryLoad(TaskField.OnCpu, Task, 0, ref outer);
        int isOff = _code.Jump(BpfInstruction.SkipIfZero(Value, 0));
        _code.Add(BpfInstruction.Call(GetMonotonicTime));
        _code.Add(BpfInstruction.Move(Value, 0));
        _code.Land(isOff);
    }

    /// <summary>Loads a field, or zero. The pointer that its path begins with stays in a register for the next fields.</summary>
    private bool TryLoad(TaskField field, int task, int slot, ref BtfField? outer)
    {
        if ((_isLeast && !TaskFields.IsNeeded(field)) || Find(field) is not { } loads)
        {
            _code.Add(BpfInstruction.Set(Value, 0));
            return false;
        }

        if (loads.Length == 1)
        {
            _code.Load(Value, task, loads);
            return true;
        }

        if (outer != loads[0]) _code.Load(Outer, task, loads.AsSpan(0, 1));
        outer = loads[0];
        if (loads[^1].IsInAliasArray) Probe(loads[^1], slot);
        else _code.Load(Value, Outer, loads.AsSpan(1));
        return true;
    }

    // Reads a long through a helper, which does not need the type.
    private void Probe(BtfField field, int slot)
    {
        _code.Add(BpfInstruction.Move(1, BpfCode.Stack));
        _code.Add(BpfInstruction.AddConstant(1, slot));
        _code.Add(BpfInstruction.Set(2, Slot));
        _code.Add(BpfInstruction.Move(3, Outer));
        _code.Add(BpfInstruction.AddConstant(3, field.Offset));
        _code.Add(BpfInstruction.Call(ReadKernel));
        _code.Add(BpfInstruction.Load(Slot, Value, BpfCode.Stack, slot));
    }

    private BtfField[]? Find(TaskField field)
    {
        foreach (string path in TaskFieldPaths.Of(field))
        {
            if (_btf.Find(_task, Encoding.ASCII.GetBytes(path)) is not { } loads) continue;
            if (TaskFieldPaths.IsOfArray(field)) loads[^1] = loads[^1] with { BitSize = Slot * 8 };
            bool canProbe = !loads[^1].IsInAliasArray || (loads.Length == 2 && loads[^1].Size == Slot);
            if (BpfCode.CanLoad(loads) && canProbe) return loads;
        }

        return null;
    }

    private static TaskField[] Between(TaskField first, TaskField end) => [.. Enumerable.Range((int)first, end - first).Select(number => (TaskField)number)];

    private int OffsetOf(TaskField field) => Find(field) is { } loads ? loads[0].Offset : 0;
}
