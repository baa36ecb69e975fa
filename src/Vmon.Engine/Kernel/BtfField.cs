namespace Vmon.Kernel;

/// <summary>Offset of a member in its outermost structure, and its size, in bits.</summary>
internal readonly record struct BtfField(int BitOffset, int BitSize)
{
    internal int Offset => BitOffset / 8;

    internal int Size => BitSize / 8;

    /// <summary>Whether one load of 4 or 8 bytes reads it.</summary>
    internal bool IsWord => BitOffset % 8 == 0 && BitSize is 32 or 64 && Offset % Size == 0 && Offset <= short.MaxValue;
}
