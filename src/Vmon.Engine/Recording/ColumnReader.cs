using System.Runtime.InteropServices;

namespace Vmon.Recording;

/// <summary>
/// Reads what a <see cref="ColumnWriter"/> wrote. Bytes that are missing or impossible make it malformed, and all that follows is zero or empty: the caller checks once.
/// </summary>
internal sealed class ColumnReader
{
    private const int BitsPerByte = 7;
    private const byte More = 0x80;

    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly int _end;
    private int _position;

    internal ColumnReader(ReadOnlyMemory<byte> bytes)
    {
        ArraySegment<byte> segment = MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array) ? array : bytes.ToArray();
        (_bytes, _start, _end) = (segment.Array ?? [], segment.Offset, segment.Offset + segment.Count);
        _position = _start;
    }

    internal static ColumnReader Empty => new(default);

    internal bool IsMalformed { get; private set; }

    internal int Position => _position - _start;

    internal bool IsAtEnd => _position == _end;

    internal ulong Read()
    {
        // Most numbers are below 128.
        int position = _position;
        if (position >= _end || _bytes[position] >= More) return ReadLong();
        _position = position + 1;
        return _bytes[position];
    }

    internal long ReadSigned()
    {
        ulong value = Read();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Reads a number that must be less than a limit.</summary>
    internal int ReadIndex(int limit)
    {
        ulong value = Read();
        return value < (ulong)limit ? (int)value : Fail();
    }

    /// <summary>Reads the number of bytes, and the bytes.</summary>
    internal ReadOnlySpan<byte> ReadText() => Take(Read());

    /// <summary>Reads bytes as they are.</summary>
    internal ReadOnlySpan<byte> ReadBytes(int count) => Take((ulong)count);

    private ulong ReadLong()
    {
        ReadOnlySpan<byte> left = _bytes.AsSpan(_position, _end - _position);
        ulong value = 0;
        for (int i = 0; i < left.Length; i++)
        {
            int shift = i * BitsPerByte;
            ulong bits = left[i] & ~(ulong)More;
            if (shift > 63 || (bits << shift) >> shift != bits) break;
            value |= bits << shift;
            if ((left[i] & More) != 0) continue;
            _position += i + 1;
            return value;
        }

        return (ulong)Fail();
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(_end - _position)) _ = Fail();
        if (IsMalformed) return default;
        ReadOnlySpan<byte> text = _bytes.AsSpan(_position, (int)count);
        _position += (int)count;
        return text;
    }

    private int Fail()
    {
        IsMalformed = true;
        _position = _end;
        return 0;
    }
}
