using Vmon.Native;

namespace Vmon.Kernel;

/// <summary>
/// Instructions that sum what each CPU has counted of the pages of a process and not added to the common counters. Kernels before 6.2 have no such counters, and nothing
/// is pending.
/// </summary>
internal static class PendingPages
{
    /// <summary>Files, anonymous, swapped, shared.</summary>
    internal const int Kinds = 4;

    private const int ReadKernel = 113;
    private const int Value = 1;
    private const int Sum = 2;

    /// <summary>Fills a slot of each kind, which is a number of 32 bits.</summary>
    /// <param name="code">The program.</param>
    /// <param name="types">Types of the kernel.</param>
    /// <param name="task">The register that has the address of the task.</param>
    /// <param name="address">A register that calls keep.</param>
    /// <param name="slot">Place of the first slot on the stack.</param>
    /// <param name="scratch">Place of 16 bytes on the stack.</param>
    /// <param name="offsets">Offset of the variables of each CPU. Empty if unknown.</param>
    /// <returns>False if unknown. The slots are zero.</returns>
    internal static bool TryAdd(BpfCode code, Btf types, int task, int address, int slot, int scratch, ReadOnlySpan<long> offsets)
    {
        code.Add(BpfInstruction.Set(Value, 0));
        for (int kind = 0; kind < Kinds; kind++) code.Add(BpfInstruction.Store(sizeof(long), BpfCode.Stack, slot + (kind * sizeof(long)), Value));
        if (types.Find(BtfKind.Structure, "task_struct"u8) is not { } structure) return false;
        if (types.Find(structure, "mm.rss_stat[0].counters"u8) is null) return types.Find(structure, "mm.rss_stat.count[0].counter"u8) is not null;

        // Before kernel 6.6, the counters of one CPU are not beside each other.
        if (offsets.IsEmpty || types.Find(BtfKind.Function, "__percpu_counter_init_many"u8) is null) return false;
        if (!code.TryLoad(address, task, structure, "mm.rss_stat[0].counters"u8)) return false;
        int isNone = code.Jump(BpfInstruction.SkipIfZero(address, 0));
        foreach (long offset in offsets)
        {
            code.Add(BpfInstruction.SetToNumber(3, offset));
            code.Add(BpfInstruction.Add(3, address));
            code.Add(BpfInstruction.Set(2, Kinds * sizeof(int)));
            code.Add(BpfInstruction.Move(1, BpfCode.Stack));
            code.Add(BpfInstruction.AddConstant(1, scratch));
            code.Add(BpfInstruction.Call(ReadKernel));
            for (int kind = 0; kind < Kinds; kind++)
            {
                int sum = slot + (kind * sizeof(long));
                code.Add(BpfInstruction.Load(sizeof(int), Value, BpfCode.Stack, scratch + (kind * sizeof(int))));
                code.Add(BpfInstruction.Load(sizeof(long), Sum, BpfCode.Stack, sum));
                code.Add(BpfInstruction.Add(Sum, Value));
                code.Add(BpfInstruction.Store(sizeof(long), BpfCode.Stack, sum, Sum));
            }
        }

        code.Land(isNone);
        return true;
    }
}
