using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.Kernel.Events;

/// <summary>
/// Runs when a process executes a program, and writes <see cref="ExecLayout"/> with the beginning of the command line and the path. Their
/// lengths vary, so the record is assembled in memory of the CPU and copied.
/// </summary>
internal static class ExecProgram
{
    /// <summary>Bytes of a command line that a record has at most.</summary>
    internal const int MostCommand = 512;

    private const int MostPath = 256;

    // Helpers of the kernel, by the numbers of linux/bpf.h.
    private const int LookUpElement = 1;
    private const int ReadOfUser = 112;
    private const int ReadStringOfKernel = 115;
    private const int WriteToRing = 130;
    private const int DoNotWake = 1;

    private const int Key = -BpfCode.Reserved - sizeof(int);

    // (task, old pid, binary)
    private const int Binary = 2;

    private static readonly int Size = Unsafe.SizeOf<ExecLayout>();

    /// <summary>Null if the kernel lacks a field without which a record is useless.</summary>
    internal static EventProgram? Assemble(Btf btf, EventMaps maps)
    {
        if (!EventCode.TryBegin(btf, maps, out EventCode code)) return null;
        code.Begin(0);
        int none = TakeScratch(code, maps);
        code.Code.Add(BpfInstruction.Move(EventCode.Main, EventCode.Task));
        if (!code.FillHead(RecordKind.Exec)) return null;
        EventFields fields = code.FillFacts();
        _ = code.Copy("signal.maxrss"u8, sizeof(long), Offset(nameof(ExecLayout.PeakBefore)));
        if (!CopyCommand(code)) return null;
        if (!CopyPath(code, btf)) return null;
        int done = WriteAll(code, maps);
        code.CountLost();
        code.Code.Land(none);
        code.Code.Land(done);
        code.Code.Return(0);
        return new EventProgram("sched_process_exec", code.Code.Instructions, fields);
    }

    private static int TakeScratch(in EventCode code, EventMaps maps)
    {
        code.Code.Add(BpfInstruction.Set(EventCode.Value, 0));
        code.Code.Add(BpfInstruction.Store(sizeof(int), BpfCode.Stack, Key, EventCode.Value));
        foreach (BpfInstruction half in BpfInstruction.SetToMap(1, maps.Scratch)) code.Code.Add(half);
        code.Code.Add(BpfInstruction.Move(2, BpfCode.Stack));
        code.Code.Add(BpfInstruction.AddConstant(2, Key));
        code.Code.Add(BpfInstruction.Call(LookUpElement));
        int none = code.Code.Jump(BpfInstruction.SkipIfZero(0, 0));
        code.Code.Add(BpfInstruction.Move(EventCode.Record, 0));
        return none;
    }

    // The kernel has just written the words, so they are in memory. Leaves their length in the register of the main thread.
    private static bool CopyCommand(in EventCode code)
    {
        if (!code.TryLoad(3, "mm.arg_start"u8) || !code.TryLoad(2, "mm.arg_end"u8)) return false;
        code.Code.Add(BpfInstruction.Subtract(2, 3));
        code.Store(sizeof(long), Offset(nameof(ExecLayout.WholeCommandLength)), 2);
        int fits = code.Code.Jump(BpfInstruction.SkipIfAtMost(2, MostCommand, 0));
        code.Code.Add(BpfInstruction.Set(2, MostCommand));
        code.Code.Land(fits);
        code.Code.Add(BpfInstruction.Move(EventCode.Main, 2));
        code.Code.Add(BpfInstruction.Move(1, EventCode.Record));
        code.Code.Add(BpfInstruction.AddConstant(1, Size));
        code.Code.Add(BpfInstruction.Call(ReadOfUser));
        int isRead = code.Code.Jump(BpfInstruction.SkipIfNotNegative(0, 0));
        code.Code.Add(BpfInstruction.Set(EventCode.Main, 0));
        code.Code.Land(isRead);
        code.Store(sizeof(int), Offset(nameof(ExecLayout.CommandLength)), EventCode.Main);
        return true;
    }

    // Leaves the length in register 0.
    private static bool CopyPath(in EventCode code, Btf btf)
    {
        if (btf.Find(BtfKind.Structure, "linux_binprm"u8) is not { } binary) return false;
        code.Code.Add(BpfInstruction.Load(sizeof(long), 4, EventCode.Context, Binary * sizeof(long)));
        if (!code.Code.TryLoad(3, 4, binary, "filename"u8)) return false;
        code.Code.Add(BpfInstruction.Set(2, MostPath));
        code.Code.Add(BpfInstruction.Move(1, EventCode.Record));
        code.Code.Add(BpfInstruction.Add(1, EventCode.Main));
        code.Code.Add(BpfInstruction.AddConstant(1, Size));
        code.Code.Add(BpfInstruction.Call(ReadStringOfKernel));
        int isRead = code.Code.Jump(BpfInstruction.SkipIfNotNegative(0, 0));
        code.Code.Add(BpfInstruction.Set(0, 0));
        code.Code.Land(isRead);
        code.Code.Add(BpfInstruction.And(0, (2 * MostPath) - 1));
        code.Store(sizeof(int), Offset(nameof(ExecLayout.PathLength)), 0);
        return true;
    }

    // Returns the jump of success.
    private static int WriteAll(in EventCode code, EventMaps maps)
    {
        code.Code.Add(BpfInstruction.Move(3, 0));
        code.Code.Add(BpfInstruction.Add(3, EventCode.Main));
        code.Code.Add(BpfInstruction.AddConstant(3, Size));
        foreach (BpfInstruction half in BpfInstruction.SetToMap(1, maps.Ring)) code.Code.Add(half);
        code.Code.Add(BpfInstruction.Move(2, EventCode.Record));
        code.Code.Add(BpfInstruction.Set(4, DoNotWake));
        code.Code.Add(BpfInstruction.Call(WriteToRing));
        return code.Code.Jump(BpfInstruction.SkipIfZero(0, 0));
    }

    private static int Offset(string field) => (int)Marshal.OffsetOf<ExecLayout>(field);
}
