using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>struct bpf_insn, little-endian: operation, registers (destination low, source high), offset, constant.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct BpfInstruction(byte Operation, byte Registers, short Offset, int Constant)
{
    /// <summary>destination = *(source + offset), of 1, 2, 4 or 8 bytes; the rest of the register becomes zero</summary>
    internal static BpfInstruction Load(int size, int destination, int source, int offset) => new(
        (byte)(0x61 | SizeOf(size)), Pair(destination, source), checked((short)offset), 0);

    /// <summary>*(destination + offset) = source, of 1, 2, 4 or 8 bytes</summary>
    internal static BpfInstruction Store(int size, int destination, int offset, int source) => new(
        (byte)(0x63 | SizeOf(size)), Pair(destination, source), checked((short)offset), 0);

    internal static BpfInstruction Set(int destination, int value) => new(0xb7, Pair(destination, 0), 0, value);

    internal static BpfInstruction Move(int destination, int source) => new(0xbf, Pair(destination, source), 0, 0);

    /// <summary>The lower 32 bits of a register; its upper ones become zero.</summary>
    internal static BpfInstruction CutToWord(int register) => new(0xbc, Pair(register, register), 0, 0);

    internal static BpfInstruction Add(int destination, int source) => new(0x0f, Pair(destination, source), 0, 0);

    internal static BpfInstruction AddConstant(int destination, int value) => new(0x07, Pair(destination, 0), 0, value);

    /// <summary>Skips a number of instructions if the register is zero.</summary>
    internal static BpfInstruction SkipIfZero(int register, int count) => new(0x15, Pair(register, 0), checked((short)count), 0);

    /// <summary>Skips a number of instructions if the register has a value.</summary>
    internal static BpfInstruction SkipIfEqual(int register, int value, int count) => new(0x15, Pair(register, 0), checked((short)count), value);

    /// <summary>Skips a number of instructions if the registers differ.</summary>
    internal static BpfInstruction SkipIfNotEqual(int one, int other, int count) => new(0x5d, Pair(one, other), checked((short)count), 0);

    /// <summary>Skips a number of instructions.</summary>
    internal static BpfInstruction Skip(int count) => new(0x05, 0, checked((short)count), 0);

    /// <summary>Skips a number of instructions unless the register is zero.</summary>
    internal static BpfInstruction SkipIfNotZero(int register, int count) => new(0x55, Pair(register, 0), checked((short)count), 0);

    /// <summary>Skips a number of instructions if the register, without a sign, is at most a value.</summary>
    internal static BpfInstruction SkipIfAtMost(int register, int value, int count) => new(0xb5, Pair(register, 0), checked((short)count), value);

    /// <summary>Skips a number of instructions if the register, with its sign, is zero or more.</summary>
    internal static BpfInstruction SkipIfNotNegative(int register, int count) => new(0x75, Pair(register, 0), checked((short)count), 0);

    /// <summary>Skips a number of instructions if the first register, without a sign, is at least the other.</summary>
    internal static BpfInstruction SkipIfNotBelow(int one, int other, int count) => new(0x3d, Pair(one, other), checked((short)count), 0);

    internal static BpfInstruction Subtract(int destination, int source) => new(0x1f, Pair(destination, source), 0, 0);

    internal static BpfInstruction And(int destination, int value) => new(0x57, Pair(destination, 0), 0, value);

    internal static BpfInstruction ShiftRight(int destination, int bits) => new(0x77, Pair(destination, 0), 0, bits);

    /// <summary>*(destination + offset) += source, of 8 bytes, in one step for all CPUs</summary>
    internal static BpfInstruction AddInMemory(int destination, int offset, int source) =>
        new(0xdb, Pair(destination, source), checked((short)offset), 0);

    /// <summary>destination = the map of a descriptor. Two instructions.</summary>
    internal static BpfInstruction[] SetToMap(int destination, int descriptor) => [new(0x18, Pair(destination, 1), 0, descriptor), default];

    /// <summary>destination = the address of the only value of a map. Two instructions.</summary>
    internal static BpfInstruction[] SetToValue(int destination, int descriptor) => [new(0x18, Pair(destination, 2), 0, descriptor), default];

    /// <summary>destination = a number of 64 bits. Two instructions.</summary>
    internal static BpfInstruction[] SetToNumber(int destination, long value) => [new(0x18, Pair(destination, 0), 0, (int)value), new(0, 0, 0, (int)(value >> 32))];

    /// <summary>Calls a helper of the kernel by its number.</summary>
    internal static BpfInstruction Call(int helper) => new(0x85, 0, 0, helper);

    /// <summary>Calls a function of the kernel by its type id.</summary>
    internal static BpfInstruction CallFunction(int function) => new(0x85, Pair(0, 2), 0, function);

    internal static BpfInstruction Exit() => new(0x95, 0, 0, 0);

    private static byte SizeOf(int size) => size switch
    {
        1 => 0x10,
        2 => 0x08,
        4 => 0x00,
        _ => 0x18,
    };

    private static byte Pair(int destination, int source) => (byte)(destination | (source << 4));
}
