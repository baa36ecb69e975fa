namespace Vmon.Parsing;

/// <summary>Reads space-separated fields forward. What does not fit is remembered in <see cref="IsMalformed"/> and reads as zero.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    // 3,000 years at 100 ticks per second: sums of such times still fit a TimeSpan.
    private const long MostTicks = 10_000_000_000_000;

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
        ReadOnlySpan<byte> field = Field();
        return Digits(field);
    }

    internal long Int64()
    {
        ReadOnlySpan<byte> field = Field();
        bool isNegative = !field.IsEmpty && field[0] == '-';
        ulong magnitude = Digits(isNegative ? field[1..] : field);
        if (magnitude > long.MaxValue) IsMalformed = true;
        return isNegative ? -(long)magnitude : (long)magnitude;
    }

    internal int Int32()
    {
        long value = Int64();
        if (value != (int)value) IsMalformed = true;
        return (int)value;
    }

    /// <summary>A time in clock ticks.</summary>
    internal long Ticks()
    {
        long ticks = Int64();
        if (ticks is < -MostTicks or > MostTicks) IsMalformed = true;
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

    private ulong Digits(ReadOnlySpan<byte> field)
    {
        ulong value = 0;
        foreach (byte character in field)
        {
            uint digit = (uint)(character - '0');
            if (digit > 9 || value > (ulong.MaxValue - digit) / 10)
            {
                IsMalformed = true;
                return 0;
            }

            value = (value * 10) + digit;
        }

        if (field.IsEmpty) IsMalformed = true;
        return value;
    }

    private static bool IsSpace(byte character) => character is (byte)' ' or (byte)'\n' or (byte)'\t';
}
