namespace Vmon.Parsing;

/// <summary>Reads space-separated fields forward. What does not fit is remembered in <see cref="IsMalformed"/> and reads as zero.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    // 3,000 years at 100 ticks per second: sums of such times still fit a TimeSpan.
    private const long MostTicks = 10_000_000_000_000;

    // Of 64 KB each.
    private const long MostPages = long.MaxValue >> 16;

    // A double has no more without a loss.
    private const long MostHundredths = 1L << 53;

    private const int Decimals = 2;

    // Numbers of so many digits are below 2^64.
    private const int SurelyFitting = 19;

    private ReadOnlySpan<byte> _rest = bytes;

    internal bool IsMalformed { get; private set; }

    /// <summary>What was not read yet.</summary>
    internal readonly ReadOnlySpan<byte> Rest => _rest;

    internal bool IsAtEnd
    {
        get
        {
            SkipSpace();
            return _rest.IsEmpty;
        }
    }

    internal byte Letter()
    {
        ReadOnlySpan<byte> field = Field();
        if (field.Length == 1 && char.IsAsciiLetter((char)field[0])) return field[0];
        IsMalformed = true;
        return 0;
    }

    internal ulong UInt64()
    {
        SkipSpace();
        return Digits();
    }

    internal long Int64()
    {
        SkipSpace();
        bool isNegative = !_rest.IsEmpty && _rest[0] == '-';
        if (isNegative) _rest = _rest[1..];
        ulong magnitude = Digits();
        if (magnitude > long.MaxValue) IsMalformed = true;
        return isNegative ? -(long)magnitude : (long)magnitude;
    }

    internal int Int32()
    {
        long value = Int64();
        if (value != (int)value) IsMalformed = true;
        return (int)value;
    }

    /// <summary>A count or a size: what is never negative.</summary>
    internal long Count()
    {
        ulong count = UInt64();
        if (count > long.MaxValue) IsMalformed = true;
        return (long)count;
    }

    /// <summary>A size in pages: in bytes it fits 64 bits.</summary>
    internal long Pages()
    {
        long pages = Count();
        if (pages > MostPages) IsMalformed = true;
        return pages;
    }

    /// <summary>A number that is never negative, such as a pid.</summary>
    internal int Number()
    {
        ulong number = UInt64();
        if (number > int.MaxValue) IsMalformed = true;
        return (int)number;
    }

    /// <summary>A time in clock ticks.</summary>
    internal long Ticks()
    {
        long ticks = Count();
        if (ticks > MostTicks) IsMalformed = true;
        return ticks;
    }

    internal uint UInt32()
    {
        ulong value = UInt64();
        if (value > uint.MaxValue) IsMalformed = true;
        return (uint)value;
    }

    internal void Skip(int fields)
    {
        while (fields-- > 0) _ = Field();
    }

    /// <summary>A number with two decimals, in hundredths.</summary>
    internal long Hundredths()
    {
        ReadOnlySpan<byte> field = Field();
        int point = field.Length - Decimals - 1;
        if (point < 1 || field[point] != '.')
        {
            IsMalformed = true;
            return 0;
        }

        ByteReader whole = new(field[..point]);
        ByteReader parts = new(field[(point + 1)..]);
        long units = whole.Count();
        int hundredths = parts.Number();
        if (whole.IsMalformed || parts.IsMalformed || units > MostHundredths / 100) IsMalformed = true;
        return IsMalformed ? 0 : (units * 100) + hundredths;
    }

    /// <summary>Nothing but the line's end may follow. A line without one was cut, maybe within its last number.</summary>
    internal void End()
    {
        if (!_rest.SequenceEqual("\n"u8)) IsMalformed = true;
    }

    internal ReadOnlySpan<byte> Field()
    {
        SkipSpace();
        int end = 0;
        while (end < _rest.Length && !IsSpace(_rest[end])) end++;
        ReadOnlySpan<byte> field = _rest[..end];
        _rest = _rest[end..];
        if (end == 0) IsMalformed = true;
        return field;
    }

    private void SkipSpace()
    {
        int start = 0;
        while (start < _rest.Length && IsSpace(_rest[start])) start++;
        _rest = _rest[start..];
    }

    // Digits until a space or the end: nothing else may follow them.
    private ulong Digits()
    {
        ulong value = 0;
        int length = 0;
        for (; length < _rest.Length && _rest[length] - '0' is >= 0 and <= 9 and int digit; length++)
        {
            if (length >= SurelyFitting && value > (ulong.MaxValue - (ulong)digit) / 10) IsMalformed = true;
            value = (value * 10) + (ulong)digit;
        }

        if (length == 0 || (length < _rest.Length && !IsSpace(_rest[length]))) IsMalformed = true;
        if (IsMalformed) return SkipMalformed();
        _rest = _rest[length..];
        return value;
    }

    private ulong SkipMalformed()
    {
        _ = Field();
        return 0;
    }

    private static bool IsSpace(byte character) => character is (byte)' ' or (byte)'\n' or (byte)'\t';
}
