namespace Vmon.Recording;

/// <summary>
/// Reads what a <see cref="ColumnWriter"/> wrote. Bytes that are missing or impossible make it malformed, and all that follows is zero or empty: the caller checks once.
/// </summary>
internal sealed class ColumnReader(ReadOnlyMemory<byte> bytes)
{
    private const int BitsPerByte = 7;
    private const byte More = 0x80;

    private int _position;

    internal static ColumnReader Empty => new(default);

    internal bool IsMalformed { get; private set; }

    internal int Position => _position;

    internal bool IsAtEnd => _position == bytes.Length;

    internal ulong Read()
    {
        ReadOnlySpan<byte> left = bytes.Span[_position..];
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

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(bytes.Length - _position)) _ = Fail();
        if (IsMalformed) return default;
        ReadOnlySpan<byte> text = bytes.Span.Slice(_position, (int)count);
        _position += (int)count;
        return text;
    }

    private int Fail()
    {
        IsMalformed = true;
        _position = bytes.Length;
        return 0;
    }
}
