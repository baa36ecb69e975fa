using Microsoft.Win32.SafeHandles;
using Vmon.Native;

namespace Vmon.Kernel;

/// <summary>Creates maps, the memory of BPF programs. A result of null is the kernel's refusal.</summary>
internal static unsafe class BpfMap
{
    private const uint Hash = 1;
    private const uint Array = 2;
    private const uint ArrayOfEachCpu = 6;
    private const uint RingBuffer = 27;
    private const uint NotAllocated = 1;
    private const uint Mappable = 1 << 10;
    private const int MostName = 15;

    /// <summary>One value that all CPUs share, and that can be mapped.</summary>
    internal static SafeFileHandle? CreateValue(ReadOnlySpan<byte> name, int size) =>
        Create(name, new BpfMapAttributes { Type = Array, KeySize = sizeof(int), ValueSize = size, Count = 1, Flags = Mappable });

    /// <summary>One value for each CPU.</summary>
    internal static SafeFileHandle? CreateScratch(ReadOnlySpan<byte> name, int size) =>
        Create(name, new BpfMapAttributes { Type = ArrayOfEachCpu, KeySize = sizeof(int), ValueSize = size, Count = 1 });

    /// <summary>A ring buffer (kernel 5.8) of a number of bytes, which is a power of two and a multiple of the page size.</summary>
    internal static SafeFileHandle? CreateRing(ReadOnlySpan<byte> name, int size) =>
        Create(name, new BpfMapAttributes { Type = RingBuffer, Count = size });

    /// <summary>A hash map, whose elements take memory when they are added.</summary>
    internal static SafeFileHandle? CreateHash(ReadOnlySpan<byte> name, int keySize, int valueSize, int most) =>
        Create(name, new BpfMapAttributes { Type = Hash, KeySize = keySize, ValueSize = valueSize, Count = most, Flags = NotAllocated });

    private static SafeFileHandle? Create(ReadOnlySpan<byte> name, BpfMapAttributes attributes)
    {
        name[..Math.Min(name.Length, MostName)].CopyTo(new Span<byte>(attributes.Name, MostName + 1));
        return BpfProgram.Owned(BpfProgram.Call(Bpf.CreateMap, &attributes, sizeof(BpfMapAttributes)));
    }
}
