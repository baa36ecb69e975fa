using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.Kernel.Events;

/// <summary>
/// Runs when a control group of version 2 is created, and writes <see cref="CgroupLayout"/> with its path: the group of a service or container that runs for less than an
/// interval is removed before a sample can read its path.
/// </summary>
internal static class CgroupProgram
{
    /// <summary>Bytes of a path that a record has at most, its NUL included.</summary>
    internal const int MostPath = 512;

    // Helpers of the kernel, by the numbers of linux/bpf.h.
    private const int CurrentIds = 14;
    private const int TimeSinceBoot = 125;
    private const int ReadStringOfKernel = 115;

    // (group, path)
    private const int Path = 1;

    private static readonly int Size = Unsafe.SizeOf<CgroupLayout>();

    /// <summary>Null if the kernel lacks a field.</summary>
    internal static EventProgram? Assemble(Btf btf, EventMaps maps)
    {
        if (btf.Find(BtfKind.Structure, "cgroup"u8) is not { } group || !EventCode.TryBegin(btf, maps, out EventCode code)) return null;
        code.Code.Add(BpfInstruction.Move(EventCode.Context, 1));
        code.Code.Add(BpfInstruction.Load(sizeof(long), EventCode.Task, EventCode.Context, 0));
        if (!code.Code.TryLoad(EventCode.Value, EventCode.Task, group, "root.hierarchy_id"u8)) return null;
        int version1 = code.Code.Jump(BpfInstruction.SkipIfNotZero(EventCode.Value, 0));
        int full = code.Reserve(Size + MostPath);
        if (!code.Code.TryLoad(EventCode.Value, EventCode.Task, group, "kn.id"u8)) return null;
        code.Store(sizeof(long), Offset(nameof(CgroupLayout.Id)), EventCode.Value);
        FillHead(code);
        CopyPath(code);
        return new EventProgram("cgroup_mkdir", code.SubmitOrCount(full, [version1]), EventFields.None);
    }

    // The process that creates the group.
    private static void FillHead(in EventCode code)
    {
        code.Code.Add(BpfInstruction.Set(EventCode.Value, (int)RecordKind.Cgroup));
        code.Store(sizeof(int), 0, EventCode.Value);
        code.Code.Add(BpfInstruction.Call(CurrentIds));
        code.Code.Add(BpfInstruction.ShiftRight(0, 32));
        code.Store(sizeof(int), 4, 0);
        code.Code.Add(BpfInstruction.Call(TimeSinceBoot));
        code.Store(sizeof(long), 8, 0);
        code.Code.Add(BpfInstruction.Set(EventCode.Value, 0));
        code.Store(sizeof(long), 16, EventCode.Value);
    }

    private static void CopyPath(in EventCode code)
    {
        code.Code.Add(BpfInstruction.Move(1, EventCode.Record));
        code.Code.Add(BpfInstruction.AddConstant(1, Size));
        code.Code.Add(BpfInstruction.Set(2, MostPath));
        code.Code.Add(BpfInstruction.Load(sizeof(long), 3, EventCode.Context, Path * sizeof(long)));
        code.Code.Add(BpfInstruction.Call(ReadStringOfKernel));
        code.Store(sizeof(long), Offset(nameof(CgroupLayout.PathLength)), 0);
    }

    private static int Offset(string field) => (int)Marshal.OffsetOf<CgroupLayout>(field);
}
