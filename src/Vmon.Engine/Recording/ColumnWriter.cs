using System.Numerics;

namespace Vmon.Recording;

/// <summary>The bytes of one column of a frame: values of one kind, of all processes, one after the other.</summary>
internal sealed class ColumnWriter
{
    private const int LongestNumber = 10;
    private const byte More = 0x80;

    // Beyond this, bytes that are hardly used are given back: a burst of processes, or a whole frame, takes many times as many as other frames.
    private const int Large = 64 * 1024;
    private const int HardlyUsed = 8;

    private byte[] _bytes = [];
    private int _length;

    internal ReadOnlySpan<byte> Bytes => Writable;

    /// <summary>The bytes, for what is known only after others were added.</summary>
    internal Span<byte> Writable => _bytes.AsSpan(0, _length);

    internal int Length => _length;

    internal void Clear()
    {
        if (_bytes.Length > Large && _length < _bytes.Length / HardlyUsed) _bytes = [];
        _length = 0;
    }

    /// <summary>Adds a number in groups of seven bits, the lowest first. Each byte but the last has its highest bit set (LEB128).</summary>
    internal void Add(ulong value)
    {
        Reserve(LongestNumber);
        while (value >= More)
        {
            _bytes[_length++] = (byte)(value | More);
            value >>= 7;
        }

        _bytes[_length++] = (byte)value;
    }

    /// <summary>Adds a number that can be negative, so that small ones take few bytes: 0, -1, 1, -2 as 0, 1, 2, 3 (zigzag).</summary>
    internal void AddSigned(long value) => Add((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Adds the number of bytes, and the bytes.</summary>
    internal void AddText(ReadOnlySpan<byte> text)
    {
        Add((ulong)text.Length);
        Append(text);
    }

    /// <summary>Adds bytes as they are.</summary>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length >= count) return;
        Array.Resize(ref _bytes, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, _length + count)));
    }
}
