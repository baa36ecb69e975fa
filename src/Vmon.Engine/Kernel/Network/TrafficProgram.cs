using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.Kernel.Network;

/// <summary>
/// Runs when a call has sent or received on a socket, in the thread that made the call, and adds the payload to the counters of its process. All calls end there:
/// read, write, send, recv, their variants, sendfile, splice to a socket, and io_uring.
/// </summary>
internal static class TrafficProgram
{
    // Helpers of the kernel, by the numbers of linux/bpf.h.
    private const int LookUpElement = 1;
    private const int UpdateElement = 2;
    private const int CurrentTask = 158;

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

    /// <summary>The program of what is received, or of what is sent. Null if the kernel lacks a field.</summary>
    /// <param name="btf">Types of the kernel.</param>
    /// <param name="map">Descriptor of the map of <see cref="TrafficCounters"/> by <see cref="TrafficKey"/>.</param>
    /// <param name="lost">Descriptor of the map with the number of calls that were not counted.</param>
    /// <param name="isSent">Which of the two.</param>
    internal static BpfInstruction[]? Assemble(Btf btf, int map, int lost, bool isSent)
    {
        if (btf.Find(BtfKind.Structure, "sock"u8) is not { } socket || btf.Find(BtfKind.Structure, "task_struct"u8) is not { } task) return null;
        int counter = Offset<TrafficCounters>(isSent ? nameof(TrafficCounters.Sent) : nameof(TrafficCounters.Received));
        BpfCode code = new(btf);
        List<int> ends = [];
        code.Add(BpfInstruction.Move(Context, 1));
        SkipWithoutPayload(code, isSent, ends);
        if (!TrySkipOtherFamilies(code, socket, ends) || !TryFindProcess(code, task, ends)) return null;
        LookUp(code, map);
        int isKnown = code.Jump(BpfInstruction.SkipIfNotZero(0, 0));

        // Another thread may add the process at the same time.
        Insert(code, map, counter);
        ends.Add(code.Jump(BpfInstruction.SkipIfZero(0, 0)));
        LookUp(code, map);
        int isFull = code.Jump(BpfInstruction.SkipIfZero(0, 0));
        code.Land(isKnown);
        code.Add(BpfInstruction.AddInMemory(0, counter, Length));
        code.Return(0);
        code.Land(isFull);
        code.Add(BpfInstruction.SetToValue(Value, lost));
        code.Add(BpfInstruction.Set(Other, 1));
        code.Add(BpfInstruction.AddInMemory(Value, 0, Other));
        foreach (int end in ends) code.Land(end);
        code.Return(0);
        return code.Instructions;
    }

    // (struct sock *, int length or error, int flags). A number of 32 bits has zeros above.
    private static void SkipWithoutPayload(in BpfCode code, bool isSent, List<int> ends)
    {
        code.Add(BpfInstruction.Load(sizeof(long), Length, Context, sizeof(long)));
        ends.Add(code.Jump(BpfInstruction.SkipIfZero(Length, 0)));
        int isLength = code.Jump(BpfInstruction.SkipIfAtMost(Length, int.MaxValue, 0));
        ends.Add(code.Jump(BpfInstruction.Skip(0)));
        code.Land(isLength);
        if (isSent) return;

        // What is looked at will be received again.
        code.Add(BpfInstruction.Load(sizeof(long), Value, Context, 2 * sizeof(long)));
        code.Add(BpfInstruction.And(Value, Peek));
        ends.Add(code.Jump(BpfInstruction.SkipIfNotZero(Value, 0)));
    }

    private static bool TrySkipOtherFamilies(in BpfCode code, int socket, List<int> ends)
    {
        code.Add(BpfInstruction.Load(sizeof(long), Value, Context, 0));
        if (!code.TryLoad(Other, Value, socket, "__sk_common.skc_family"u8)) return false;
        int isInternet = code.Jump(BpfInstruction.SkipIfEqual(Other, AddressFamilyInternet, 0));
        int isInternet6 = code.Jump(BpfInstruction.SkipIfEqual(Other, AddressFamilyInternet6, 0));
        ends.Add(code.Jump(BpfInstruction.Skip(0)));
        code.Land(isInternet);
        code.Land(isInternet6);
        return true;
    }

    // A process whose exit was reported must not come back: a file system on the network is written to when its files are closed.
    private static bool TryFindProcess(in BpfCode code, int task, List<int> ends)
    {
        code.Add(BpfInstruction.Call(CurrentTask));
        code.Add(BpfInstruction.Move(Task, 0));
        code.Distrust(Task, task);
        if (!code.TryLoad(Value, Task, task, "flags"u8)) return false;
        code.Add(BpfInstruction.And(Value, Exiting));
        ends.Add(code.Jump(BpfInstruction.SkipIfNotZero(Value, 0)));
        if (!code.TryLoad(Value, Task, task, "tgid"u8) || !code.TryLoad(Other, Task, task, "group_leader.start_boottime"u8)) return false;
        code.Add(BpfInstruction.Store(sizeof(long), BpfCode.Stack, Key, Value));
        code.Add(BpfInstruction.Store(sizeof(long), BpfCode.Stack, Key + Offset<TrafficKey>(nameof(TrafficKey.StartTime)), Other));
        return true;
    }

    private static void LookUp(in BpfCode code, int map)
    {
        code.Add(BpfInstruction.SetToMap(1, map));
        code.Add(BpfInstruction.Move(2, BpfCode.Stack));
        code.Add(BpfInstruction.AddConstant(2, Key));
        code.Add(BpfInstruction.Call(LookUpElement));
    }

    private static void Insert(in BpfCode code, int map, int counter)
    {
        code.Add(BpfInstruction.Set(Value, 0));
        for (int place = 0; place < Unsafe.SizeOf<TrafficCounters>(); place += sizeof(long))
            code.Add(BpfInstruction.Store(sizeof(long), BpfCode.Stack, First + place, place == counter ? Length : Value));
        code.Add(BpfInstruction.SetToMap(1, map));
        code.Add(BpfInstruction.Move(2, BpfCode.Stack));
        code.Add(BpfInstruction.AddConstant(2, Key));
        code.Add(BpfInstruction.Move(3, BpfCode.Stack));
        code.Add(BpfInstruction.AddConstant(3, First));
        code.Add(BpfInstruction.Set(4, OnlyNew));
        code.Add(BpfInstruction.Call(UpdateElement));
    }

    private static int Offset<T>(string field) => (int)Marshal.OffsetOf<T>(field);
}
