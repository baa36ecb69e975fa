using System.Runtime.CompilerServices;

namespace Vmon.ProcFs;

/// <summary>A pinned, growing buffer that holds the content of a file until it is parsed.</summary>
internal sealed unsafe class ReadBuffer(int capacity = 16 * 1024)
{
    private byte[] _bytes = Allocate(capacity);

    internal int Capacity => _bytes.Length;

    internal byte* Pointer => (byte*)Unsafe.AsPointer(ref _bytes[0]);

    internal ReadOnlySpan<byte> First(int length) => _bytes.AsSpan(0, length);

    /// <summary>Adds to the capacity; what was read so far is kept.</summary>
    internal void Grow(int by)
    {
        byte[] larger = Allocate(_bytes.Length + by);
        _bytes.CopyTo(larger, 0);
        _bytes = larger;
    }

    /// <summary>Forgets the first of the bytes that were read; the others move to the front.</summary>
    /// <returns>How many those are.</returns>
    internal int Drop(int count, int length)
    {
        if (count > 0) _bytes.AsSpan(count, length - count).CopyTo(_bytes);
        return length - count;
    }

    private static byte[] Allocate(int size) => GC.AllocateUninitializedArray<byte>(size, pinned: true);
}
