using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.Kernel.Network;

/// <summary>Runs when a call has received or sent on a socket, in the thread that made the call, and adds the payload to the counters of its process.</summary>
internal readonly ref struct TrafficProgram
{
    // Helpers of the kernel, by the numbers of linux/bpf.h.
    private const int LookUpElement = 1;
    private const int UpdateElement = 2;
    private const int CurrentTask = 35;
    private const int ReadKernel = 113;
    private const int TypedCurrentTask = 158;

    private const int OnlyNew = 1;
    private const int AddressFamilyInternet = 2;
    private const int AddressFamilyInternet6 = 10;
    private const int Peek = 2;
    private const int Exiting = 4;

    private const int Value = 1;
    private const int Other = 2;
    private const int Context = 6;
    private const int Length = 7;
    private const int Task = 8;

    private const int Key = -BpfCode.Reserved - 16;
    private const int First = Key - 16;
    private const int Scratch = First - sizeof(long);

    private static readonly int StartOfKey = Key + Offset<TrafficKey>(nameof(TrafficKey.StartTime));

    private readonly BpfCode _code;
    private readonly Btf _types;
    private readonly int _map;
    private readonly List<int> _ends = [];

    private TrafficProgram(Btf types, int map)
    {
        _code = new BpfCode(types);
        (_types, _map) = (types, map);
    }

    /// <summary>Assembles the program. Null if the kernel lacks a field.</summary>
    /// <param name="types">Types of the kernel.</param>
    /// <param name="point">Where it runs.</param>
    /// <param name="map">Descriptor of the map of <see cref="TrafficCounters"/> by <see cref="TrafficKey"/>.</param>
    /// <param name="lost">Descriptor of the map with the number of calls that were not counted.</param>
    internal static BpfInstruction[]? Assemble(Btf types, TrafficPoint point, int map, int lost)
    {
        TrafficProgram program = new(types, map);
        program._code.Add(BpfInstruction.Move(Context, 1));
        program.SkipWithoutPayload(point);
        if (!program.TrySkipOtherFamilies(point) || !program.TryFindProcess()) return null;
        program.Count(Offset<TrafficCounters>(point.IsSent ? nameof(TrafficCounters.Sent) : nameof(TrafficCounters.Received)), lost);
        return program._code.Instructions;
    }

    private void SkipWithoutPayload(TrafficPoint point)
    {
        _code.Add(BpfInstruction.Load(sizeof(long), Length, Context, point.Length * sizeof(long)));
        _code.Add(BpfInstruction.CutToWord(Length));
        _ends.Add(_code.Jump(BpfInstruction.SkipIfZero(Length, 0)));
        int isLength = _code.Jump(BpfInstruction.SkipIfAtMost(Length, int.MaxValue, 0));
        _ends.Add(_code.Jump(BpfInstruction.Skip(0)));
        _code.Land(isLength);
        if (point.Flags == 0) return;

        // What is looked at will be received again.
        _code.Add(BpfInstruction.Load(sizeof(long), Value, Context, point.Flags * sizeof(long)));
        _code.Add(BpfInstruction.And(Value, Peek));
        _ends.Add(_code.Jump(BpfInstruction.SkipIfNotZero(Value, 0)));
    }

    private bool TrySkipOtherFamilies(TrafficPoint point)
    {
        if (_types.Find(BtfKind.Structure, "socket"u8) is not { } file || _types.Find(BtfKind.Structure, "sock"u8) is not { } socket) return false;
        _code.Add(BpfInstruction.Load(sizeof(long), Value, Context, 0));
        bool isKnown = point.IsFunction ? _code.TryLoad(Other, Value, file, "sk.__sk_common.skc_family"u8) : _code.TryLoad(Other, Value, socket, "__sk_common.skc_family"u8);
        int isInternet = _code.Jump(BpfInstruction.SkipIfEqual(Other, AddressFamilyInternet, 0));
        int isInternet6 = _code.Jump(BpfInstruction.SkipIfEqual(Other, AddressFamilyInternet6, 0));
        _ends.Add(_code.Jump(BpfInstruction.Skip(0)));
        _code.Land(isInternet);
        _code.Land(isInternet6);
        return isKnown;
    }

    // A process whose exit was reported must not come back: a file system on the network is written to when its files are closed.
    private bool TryFindProcess()
    {
        if (_types.Find(BtfKind.Structure, "task_struct"u8) is not { } task) return false;
        if (_types.Find(BtfKind.Function, "bpf_get_current_task_btf"u8) is null) return TryReadProcess(task);
        _code.Add(BpfInstruction.Call(TypedCurrentTask));
        _code.Add(BpfInstruction.Move(Task, 0));
        _code.Distrust(Task, task);
        if (!_code.TryLoad(Value, Task, task, "flags"u8)) return false;
        SkipExiting();
        if (!_code.TryLoad(Value, Task, task, "tgid"u8) || !_code.TryLoad(Other, Task, task, "group_leader.start_boottime"u8)) return false;
        _code.Add(BpfInstruction.Store(sizeof(long), BpfCode.Stack, Key, Value));
        _code.Add(BpfInstruction.Store(sizeof(long), BpfCode.Stack, StartOfKey, Other));
        return true;
    }

    // Before kernel 5.11, the task is a number.
    private bool TryReadProcess(int task)
    {
        if (_types.Find(task, "flags"u8) is not [{ } flags] || _types.Find(task, "tgid"u8) is not [{ } id]) return false;
        if (_types.Find(task, "group_leader"u8) is not [{ } leader] || _types.Find(task, "start_boottime"u8) is not [{ } start]) return false;
        _code.Add(BpfInstruction.Call(CurrentTask));
        _code.Add(BpfInstruction.Move(Task, 0));
        Read(flags.Offset, Scratch);
        _code.Add(BpfInstruction.Load(sizeof(int), Value, BpfCode.Stack, Scratch));
        SkipExiting();
        Read(id.Offset, Scratch);
        _code.Add(BpfInstruction.Load(sizeof(int), Value, BpfCode.Stack, Scratch));
        _code.Add(BpfInstruction.Store(sizeof(long), BpfCode.Stack, Key, Value));
        Read(leader.Offset, Scratch);
        _code.Add(BpfInstruction.Load(sizeof(long), Task, BpfCode.Stack, Scratch));
        Read(start.Offset, StartOfKey);
        return true;
    }

    // Copies 8 bytes of the structure to the stack.
    private void Read(int offset, int place)
    {
        _code.Add(BpfInstruction.Move(3, Task));
        _code.Add(BpfInstruction.AddConstant(3, offset));
        _code.Add(BpfInstruction.Set(2, sizeof(long)));
        _code.Add(BpfInstruction.Move(1, BpfCode.Stack));
        _code.Add(BpfInstruction.AddConstant(1, place));
        _code.Add(BpfInstruction.Call(ReadKernel));
    }

    private void SkipExiting()
    {
        _code.Add(BpfInstruction.And(Value, Exiting));
        _ends.Add(_code.Jump(BpfInstruction.SkipIfNotZero(Value, 0)));
    }

    private void Count(int counter, int lost)
    {
        LookUp();
        int isKnown = _code.Jump(BpfInstruction.SkipIfNotZero(0, 0));

        // Another thread may add the process at the same time.
        Insert(counter);
        _ends.Add(_code.Jump(BpfInstruction.SkipIfZero(0, 0)));
        LookUp();
        int isFull = _code.Jump(BpfInstruction.SkipIfZero(0, 0));
        _code.Land(isKnown);
        _code.Add(BpfInstruction.AddInMemory(0, counter, Length));
        _code.Return(0);
        _code.Land(isFull);
        _code.Add(BpfInstruction.SetToValue(Value, lost));
        _code.Add(BpfInstruction.Set(Other, 1));
        _code.Add(BpfInstruction.AddInMemory(Value, 0, Other));
        foreach (int end in _ends) _code.Land(end);
        _code.Return(0);
    }

    private void LookUp()
    {
        _code.Add(BpfInstruction.SetToMap(1, _map));
        _code.Add(BpfInstruction.Move(2, BpfCode.Stack));
        _code.Add(BpfInstruction.AddConstant(2, Key));
        _code.Add(BpfInstruction.Call(LookUpElement));
    }

    private void Insert(int counter)
    {
        _code.Add(BpfInstruction.Set(Value, 0));
        for (int place = 0; place < Unsafe.SizeOf<TrafficCounters>(); place += sizeof(long))
            _code.Add(BpfInstruction.Store(sizeof(long), BpfCode.Stack, First + place, place == counter ? Length : Value));
        _code.Add(BpfInstruction.SetToMap(1, _map));
        _code.Add(BpfInstruction.Move(2, BpfCode.Stack));
        _code.Add(BpfInstruction.AddConstant(2, Key));
        _code.Add(BpfInstruction.Move(3, BpfCode.Stack));
        _code.Add(BpfInstruction.AddConstant(3, First));
        _code.Add(BpfInstruction.Set(4, OnlyNew));
        _code.Add(BpfInstruction.Call(UpdateElement));
    }

    private static int Offset<T>(string field) => (int)Marshal.OffsetOf<T>(field);
}
