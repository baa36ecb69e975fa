using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Kernel;

/// <summary>
/// Reads what to add to the address of a per-CPU variable to get the copy of each CPU. It does not change until the next boot. A map that has a value for each CPU shows
/// it: the map has the address of the variable, and a helper returns those of the copies.
/// </summary>
internal static unsafe class CpuOffsets
{
    private const int ReadKernel = 113;
    private const int WriteToStream = 127;
    private const int GetOfCpu = 195;

    // The time of a pass grows with each.
    private const int Most = 16;

    // The address of the variable, and those of the copies. The last tells whether there are too many.
    private const int Slots = 1 + Most + 1;
    private const int Slot = sizeof(long);

    /// <summary>One for each CPU that the machine can have. Empty if there are too many, or if the kernel does not tell.</summary>
    internal static long[] Read(Btf types)
    {
        if (types.Find(BtfKind.Function, "bpf_map_lookup_percpu_elem"u8) is null || types.Find(BtfKind.Function, "bpf_iter_task"u8) is not { } target) return [];
        if (types.Find(BtfKind.Structure, "bpf_array"u8) is not { } array || types.Find(array, "pptrs[0]"u8) is not [{ IsWord: true } address]) return [];
        using SafeFileHandle? map = BpfMap.CreateScratch("vmon_cpus"u8, Slot);
        if (map is null) return [];
        BpfInstruction[] code = Assemble(types, BpfProgram.Descriptor(map), address.Offset);
        using SafeFileHandle? program = BpfProgram.Load("vmon_cpus"u8, code, Bpf.TraceIterator, target);
        using SafeFileHandle? link = program is null ? null : BpfProgram.LinkIterator(program);
        Span<long> addresses = stackalloc long[Slots];
        return link is not null && TryRead(link, MemoryMarshal.AsBytes(addresses)) ? OffsetsOf(addresses) : [];
    }

    private static long[] OffsetsOf(ReadOnlySpan<long> addresses)
    {
        ReadOnlySpan<long> copies = addresses[1..];
        int count = copies.IndexOf(0);
        if (count <= 0 || addresses[0] == 0) return [];
        long[] offsets = new long[count];
        for (int cpu = 0; cpu < count; cpu++) offsets[cpu] = copies[cpu] - addresses[0];
        return offsets;
    }

    // Writes the addresses before the first task.
    private static BpfInstruction[] Assemble(Btf types, int map, int address)
    {
        const int first = -Slots * Slot;
        const int copy = first - Slot;
        const int key = copy - Slot;
        const int value = 1;
        const int stream = 7;
        BpfCode code = new(types);
        code.Add(BpfInstruction.Load(Slot, value, 1, 0));
        code.Add(BpfInstruction.Load(Slot, stream, value, 0));
        code.Add(BpfInstruction.Load(Slot, value, value, 2 * Slot));
        int isLater = code.Jump(BpfInstruction.SkipIfNotZero(value, 0));

        // The address of a map becomes a number by a copy.
        code.Add(BpfInstruction.SetToMap(value, map));
        code.Add(BpfInstruction.Store(Slot, BpfCode.Stack, key, value));
        code.Add(BpfInstruction.Move(3, BpfCode.Stack));
        code.Add(BpfInstruction.AddConstant(3, key));
        Copy(code, copy);
        code.Add(BpfInstruction.Load(Slot, 3, BpfCode.Stack, copy));
        code.Add(BpfInstruction.AddConstant(3, address));
        Copy(code, first);

        code.Add(BpfInstruction.Set(value, 0));
        code.Add(BpfInstruction.Store(Slot, BpfCode.Stack, key, value));
        for (int cpu = 0; cpu <= Most; cpu++)
        {
            code.Add(BpfInstruction.SetToMap(1, map));
            code.Add(BpfInstruction.Move(2, BpfCode.Stack));
            code.Add(BpfInstruction.AddConstant(2, key));
            code.Add(BpfInstruction.Set(3, cpu));
            code.Add(BpfInstruction.Call(GetOfCpu));
            code.Add(BpfInstruction.Store(Slot, BpfCode.Stack, first + ((1 + cpu) * Slot), 0));
        }

        code.Add(BpfInstruction.Move(1, stream));
        code.Add(BpfInstruction.Move(2, BpfCode.Stack));
        code.Add(BpfInstruction.AddConstant(2, first));
        code.Add(BpfInstruction.Set(3, Slots * Slot));
        code.Add(BpfInstruction.Call(WriteToStream));
        code.Land(isLater);
        code.Return(0);
        return code.Instructions;
    }

    /// <summary>Copies 8 bytes from the address in register 3 to the stack.</summary>
    private static void Copy(BpfCode code, int place)
    {
        code.Add(BpfInstruction.Move(1, BpfCode.Stack));
        code.Add(BpfInstruction.AddConstant(1, place));
        code.Add(BpfInstruction.Set(2, Slot));
        code.Add(BpfInstruction.Call(ReadKernel));
    }

    private static bool TryRead(SafeFileHandle link, Span<byte> bytes)
    {
        int pass = BpfProgram.BeginPass(link);
        if (pass < 0) return false;
        fixed (byte* start = bytes)
        {
            nint count;
            do count = Libc.Read(pass, start, bytes.Length);
            while (count < 0 && ReadStatuses.LastErrno is Errno.EINTR or Errno.EAGAIN);
            _ = Libc.Close(pass);
            return count == bytes.Length;
        }
    }
}
