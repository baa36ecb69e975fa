using System.Runtime.CompilerServices;
using Vmon.Native;

namespace Vmon.Kernel.Events;

/// <summary>Instructions shared by the event programs: they reserve a record in the ring, fill its members, and submit it, or count it as lost if the ring is full.</summary>
internal readonly ref struct EventCode
{
    internal const int Value = 1;
    internal const int Other = 2;
    internal const int Context = 6;
    internal const int Record = 7;
    internal const int Task = 8;
    internal const int Main = 9;

    // Helpers of the kernel, by the numbers of linux/bpf.h.
    private const int TimeSinceBoot = 125;
    private const int ReserveInRing = 131;
    private const int SubmitToRing = 132;
    private const int AskRing = 134;
    private const int AvailableData = 0;
    private const int DoNotWake = 1;
    private const int Wake = 2;

    private readonly EventMaps _maps;
    private readonly int _task;

    private EventCode(Btf btf, int task, EventMaps maps)
    {
        Code = new BpfCode(btf);
        Types = btf;
        _task = task;
        _maps = maps;
    }

    internal BpfCode Code { get; }

    internal Btf Types { get; }

    internal static bool TryBegin(Btf btf, EventMaps maps, out EventCode code)
    {
        int? task = btf.Find(BtfKind.Structure, "task_struct"u8);
        code = task is { } found ? new EventCode(btf, found, maps) : default;
        return task is not null;
    }

    /// <summary>The arguments of the tracepoint, of which one is the task.</summary>
    internal void Begin(int argument)
    {
        Code.Add(BpfInstruction.Move(Context, 1));
        Code.Add(BpfInstruction.Load(sizeof(long), Task, Context, argument * sizeof(long)));
        Code.Distrust(Task, _task);
    }

    internal bool TryLoad(int destination, ReadOnlySpan<byte> path, int task = Task) => Code.TryLoad(destination, task, _task, path);

    /// <summary>Ends the program for a thread that is not the main thread of its process.</summary>
    internal bool TrySkipThreads(out int thread)
    {
        bool isKnown = TryLoad(Value, "pid"u8) && TryLoad(Other, "tgid"u8);
        thread = Code.Jump(BpfInstruction.SkipIfNotEqual(Value, Other, 0));
        return isKnown;
    }

    internal void Store(int size, int place, int register) => Code.Add(BpfInstruction.Store(size, Record, place, register));

    /// <summary>Copies a member, or zero if the kernel has none.</summary>
    internal bool Copy(ReadOnlySpan<byte> path, int size, int place, int task = Task)
    {
        bool isKnown = TryLoad(Value, path, task);
        if (!isKnown) Code.Add(BpfInstruction.Set(Value, 0));
        Store(size, place, Value);
        return isKnown;
    }

    /// <summary>Reserves a record. Returns the jump of a full ring.</summary>
    internal int Reserve(int size)
    {
        foreach (BpfInstruction half in BpfInstruction.SetToMap(1, _maps.Ring)) Code.Add(half);
        Code.Add(BpfInstruction.Set(2, size));
        Code.Add(BpfInstruction.Set(3, 0));
        Code.Add(BpfInstruction.Call(ReserveInRing));
        int full = Code.Jump(BpfInstruction.SkipIfZero(0, 0));
        Code.Add(BpfInstruction.Move(Record, 0));
        return full;
    }

    /// <summary>Gives the record to the reader, and wakes it only if the ring is half full: a wake-up costs twenty times the record.</summary>
    internal void Submit()
    {
        Code.Add(BpfInstruction.SetToMap(1, _maps.Ring));
        Code.Add(BpfInstruction.Set(2, AvailableData));
        Code.Add(BpfInstruction.Call(AskRing));
        Code.Add(BpfInstruction.Set(2, DoNotWake));
        int isEnough = Code.Jump(BpfInstruction.SkipIfAtMost(0, _maps.Size / 2, 0));
        Code.Add(BpfInstruction.Set(2, Wake));
        Code.Land(isEnough);
        Code.Add(BpfInstruction.Move(1, Record));
        Code.Add(BpfInstruction.Call(SubmitToRing));
    }

    /// <summary>Counts a record that did not fit.</summary>
    internal void CountLost()
    {
        foreach (BpfInstruction half in BpfInstruction.SetToValue(1, _maps.Lost)) Code.Add(half);
        Code.Add(BpfInstruction.Set(2, 1));
        Code.Add(BpfInstruction.AddInMemory(1, 0, 2));
    }

    /// <summary>Submits a reserved record, or counts it, and ends the program.</summary>
    internal BpfInstruction[] SubmitOrCount(int full, ReadOnlySpan<int> ends, bool isCounted = true)
    {
        Submit();
        Code.Return(0);
        Code.Land(full);
        if (isCounted) CountLost();
        foreach (int end in ends) Code.Land(end);
        Code.Return(0);
        return Code.Instructions;
    }

    /// <summary>Fills the head. The main thread, whose start is that of the process, must be in its register.</summary>
    internal bool FillHead(RecordKind kind)
    {
        Code.Add(BpfInstruction.Set(Value, (int)kind));
        Store(sizeof(int), 0, Value);
        if (!Copy("tgid"u8, sizeof(int), 4) || !Copy("start_boottime"u8, sizeof(long), 16, Main)) return false;
        Code.Add(BpfInstruction.Call(TimeSinceBoot));
        Store(sizeof(long), 8, 0);
        return true;
    }

    /// <summary>Fills what follows the head.</summary>
    internal EventFields FillFacts()
    {
        int at = Unsafe.SizeOf<RecordHead>();
        EventFields known = EventFields.None;
        if (Copy("real_parent.tgid"u8, sizeof(int), at)) known |= EventFields.Parent;
        if (Copy("real_cred.uid.val"u8, sizeof(int), at + 4)) known |= EventFields.User;
        if (Types.Find(_task, "comm"u8) is [{ BitSize: 8 * RecordFacts.NameBytes.Length } name])
        {
            // An array of bytes may be read by words.
            Code.Add(BpfInstruction.Load(sizeof(long), Value, Main, name.Offset));
            Store(sizeof(long), at + 8, Value);
            Code.Add(BpfInstruction.Load(sizeof(long), Value, Main, name.Offset + sizeof(long)));
            Store(sizeof(long), at + 16, Value);
            known |= EventFields.Name;
        }
        else
        {
            Code.Add(BpfInstruction.Set(Value, 0));
            Store(sizeof(long), at + 8, Value);
            Store(sizeof(long), at + 16, Value);
        }

        if (Copy("cgroups.dfl_cgrp.kn.id"u8, sizeof(long), at + 24)) known |= EventFields.Cgroup;
        _ = Copy("cgroups"u8, sizeof(long), at + 32);
        return known;
    }
}

/// <summary>The fields of events that a kernel has. The others of its records are zero.</summary>
[Flags]
internal enum EventFields
{
    None = 0,
    Parent = 1 << 0,
    User = 1 << 1,
    Name = 1 << 2,
    Cgroup = 1 << 3,
    RunTime = 1 << 4,
    Ticks = 1 << 5,
    Faults = 1 << 6,
    Io = 1 << 7,
    Switches = 1 << 8,
    Children = 1 << 9,
    PeakMemory = 1 << 10,
    ExitCode = 1 << 11,
}
