using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>bpf(2), for which libc has no function.</summary>
internal static unsafe partial class Bpf
{
    internal const int LoadProgram = 5;
    internal const int CreateLink = 28;
    internal const int CreateIterator = 33;
    internal const uint Tracing = 26;
    internal const uint TraceIterator = 28;

    /// <summary>Number of the system call. Null if unknown for the architecture.</summary>
    internal static int? NumberOf(Architecture architecture) => architecture switch
    {
        Architecture.X64 => 321,
        Architecture.Arm64 => 280,
        _ => null,
    };

    /// <summary>Returns descriptors that are closed on exec.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint Call(nint number, nint command, void* attributes, nint size);
}

/// <summary>union bpf_attr of BPF_PROG_LOAD. All other fields are zero.</summary>
[StructLayout(LayoutKind.Explicit, Size = 120)]
internal unsafe struct BpfProgramAttributes
{
    [FieldOffset(0)]
    internal uint Type;

    [FieldOffset(4)]
    internal int InstructionCount;

    [FieldOffset(8)]
    internal BpfInstruction* Instructions;

    [FieldOffset(16)]
    internal byte* Licence;

    [FieldOffset(48)]
    internal fixed byte Name[16];

    [FieldOffset(68)]
    internal uint ExpectedAttachType;

    [FieldOffset(108)]
    internal int AttachTypeId;
}

/// <summary>union bpf_attr of BPF_LINK_CREATE, for an iterator over everything.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct BpfLinkAttributes
{
    [FieldOffset(0)]
    internal int Program;

    [FieldOffset(8)]
    internal uint AttachType;
}

/// <summary>union bpf_attr of BPF_ITER_CREATE.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BpfIteratorAttributes
{
    internal int Link;
    internal uint Flags;
}

/// <summary>struct bpf_insn, little-endian: operation, registers (destination low, source high), offset, constant.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct BpfInstruction(byte Operation, byte Registers, short Offset, int Constant)
{
    private const byte FourBytes = 0x00;
    private const byte EightBytes = 0x18;

    /// <summary>destination = *(source + offset), of 4 bytes (the upper half becomes zero) or of 8</summary>
    internal static BpfInstruction Load(int size, int destination, int source, int offset) => new(
        (byte)(0x61 | SizeOf(size)), Pair(destination, source), checked((short)offset), 0);

    /// <summary>*(destination + offset) = source, of 4 bytes or of 8</summary>
    internal static BpfInstruction Store(int size, int destination, int offset, int source) => new(
        (byte)(0x63 | SizeOf(size)), Pair(destination, source), checked((short)offset), 0);

    internal static BpfInstruction Set(int destination, int value) => new(0xb7, Pair(destination, 0), 0, value);

    internal static BpfInstruction Move(int destination, int source) => new(0xbf, Pair(destination, source), 0, 0);

    internal static BpfInstruction Add(int destination, int source) => new(0x0f, Pair(destination, source), 0, 0);

    internal static BpfInstruction AddConstant(int destination, int value) => new(0x07, Pair(destination, 0), 0, value);

    /// <summary>Skips a number of instructions if the register is zero.</summary>
    internal static BpfInstruction SkipIfZero(int register, int count) => new(0x15, Pair(register, 0), checked((short)count), 0);

    /// <summary>Skips a number of instructions if the registers differ.</summary>
    internal static BpfInstruction SkipIfNotEqual(int one, int other, int count) => new(0x5d, Pair(one, other), checked((short)count), 0);

    /// <summary>Calls a helper of the kernel by its number.</summary>
    internal static BpfInstruction Call(int helper) => new(0x85, 0, 0, helper);

    internal static BpfInstruction Exit() => new(0x95, 0, 0, 0);

    private static byte SizeOf(int size) => size == sizeof(long) ? EightBytes : FourBytes;

    private static byte Pair(int destination, int source) => (byte)(destination | (source << 4));
}
