using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Vmon.Parsing.Processes;

/// <summary>Name of a process in the kernel: up to 15 bytes of any value, and up to 63 for kernel workers.</summary>
internal readonly struct Comm : IEquatable<Comm>
{
    internal const int Capacity = 63;

    private readonly Storage _bytes;
    private readonly byte _length;

    internal Comm(ReadOnlySpan<byte> name)
    {
        if (name.Length > Capacity) name = name[..Capacity];
        Storage bytes = default;
        name.CopyTo(bytes);
        _bytes = bytes;
        _length = (byte)name.Length;
    }

    [UnscopedRef]
    internal ReadOnlySpan<byte> Bytes => ((ReadOnlySpan<byte>)_bytes)[.._length];

    public bool Equals(Comm other) => Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is Comm other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    [InlineArray(Capacity)]
    private struct Storage
    {
        private byte _first;
    }
}
