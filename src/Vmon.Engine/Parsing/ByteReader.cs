namespace Vmon.Parsing;

/// <summary>
/// Reads space-separated fields forward. A field that does not fit reads as zero and is recorded in <see cref="Unknown"/>; the following
/// fields are still read.
/// </summary>
/// <param name="bytes">The fields.</param>
/// <param name="first">Number of the first field.</param>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes, int first = 0)
{
    // 3,000 years at 100 ticks per second: sums of such times fit a TimeSpan.
    private const long MostTicks = 10_000_000_000_000;

    // Of 64 KB each.
    private const long MostPages = long.MaxValue >> 16;

    // Below 2^46, a double is closer than half a hundredth to the number that the file has.
    private const long MostHundredths = 100L << 46;

    private const int MostDecimals = 2;

    // Numbers with this many digits are below 2^64.
    private const int SurelyFitting = 19;

    private ReadOnlySpan<byte> _rest = bytes;
    private int _field = first - 1;

    /// <summary>A bit for each missing or invalid field: bit n is field n.</summary>
    internal ulong Unknown { get; private set; }

    /// <summary>Number of missing fields.</summary>
    internal int MissingCount { get; private set; }

    /// <summary>Whether any field was missing or invalid.</summary>
    internal readonly bool IsMalformed => Unknown != 0;

    /// <summary>Whether no field was missing, and none is left.</summary>
    internal bool HasReadExactly => MissingCount == 0 && IsAtEnd;

    /// <summary>The bytes that were not read yet.</summary>
    internal readonly ReadOnlySpan<byte> Rest => _rest;

    internal bool IsAtEnd
    {
        get
        {
            SkipSpace();
            return _rest.IsEmpty;
        }
    }

    /// <summary>The complete fields of a line. The last field of a line without an end may be truncated.</summary>
    internal static ReadOnlySpan<byte> WholeFields(ReadOnlySpan<byte> line, out bool isCut)
    {
        isCut = line.IsEmpty || line[^1] != '\n';
        return isCut ? line[..(line.LastIndexOf((byte)' ') + 1)] : line;
    }

    internal byte Letter()
    {
        ReadOnlySpan<byte> field = Field();
        if (field.Length == 1 && char.IsAsciiLetter((char)field[0])) return field[0];
        return Fail<byte>();
    }

    internal ulong UInt64()
    {
        Begin();
        return Digits();
    }

    internal long Int64()
    {
        Begin();
        bool isNegative = !_rest.IsEmpty && _rest[0] == '-';
        if (isNegative) _rest = _rest[1..];
        ulong magnitude = Digits();
        if (magnitude > long.MaxValue) return Fail<long>();
        return isNegative ? -(long)magnitude : (long)magnitude;
    }

    internal int Int32()
    {
        long value = Int64();
        return value == (int)value ? (int)value : Fail<int>();
    }

    /// <summary>A non-negative count or size.</summary>
    internal long Count() => AtMost(long.MaxValue);

    /// <summary>A size in pages, which fits 64 bits in bytes.</summary>
    internal long Pages() => AtMost(MostPages);

    /// <summary>A number that is never negative, such as a pid.</summary>
    internal int Number() => (int)AtMost(int.MaxValue);

    /// <summary>A time in clock ticks.</summary>
    internal long Ticks() => AtMost(MostTicks);

    internal uint UInt32() => (uint)AtMost(uint.MaxValue);

    internal void Skip(int fields)
    {
        while (fields-- > 0) _ = Field();
    }

    /// <summary>A number with one or two decimals, in hundredths.</summary>
    internal long Hundredths()
    {
        ReadOnlySpan<byte> field = Field();
        int point = field.IndexOf((byte)'.');
        ReadOnlySpan<byte> decimals = field[(point + 1)..];
        if (point < 1 || decimals.Length is 0 or > MostDecimals) return Fail<long>();

        ByteReader whole = new(field[..point]);
        ByteReader parts = new(decimals);
        long units = whole.Count();
        int hundredths = parts.Number() * (decimals.Length == 1 ? 10 : 1);
        if (whole.IsMalformed || parts.IsMalformed || units > MostHundredths / 100) return Fail<long>();
        return (units * 100) + hundredths;
    }

    /// <summary>Requires the end of the line. A line without one is truncated, possibly within its last number.</summary>
    internal void End()
    {
        if (!_rest.SequenceEqual("\n"u8)) _ = Fail<int>();
    }

    internal ReadOnlySpan<byte> Field()
    {
        Begin();
        int end = 0;
        while (end < _rest.Length && !IsSpace(_rest[end])) end++;
        ReadOnlySpan<byte> field = _rest[..end];
        _rest = _rest[end..];
        if (end > 0) return field;
        MissingCount++;
        _ = Fail<int>();
        return field;
    }

    private void Begin()
    {
        _field++;
        SkipSpace();
    }

    private long AtMost(ulong most)
    {
        ulong value = UInt64();
        return value <= most ? (long)value : Fail<long>();
    }

    private T Fail<T>()
        where T : struct
    {
        Unknown |= 1UL << _field;
        return default;
    }

    private void SkipSpace()
    {
        int start = 0;
        while (start < _rest.Length && IsSpace(_rest[start])) start++;
        _rest = _rest[start..];
    }

    // Digits up to a space or the end. Anything else after them is an error.
    private ulong Digits()
    {
        ulong value = 0;
        int length = 0;
        bool isTooLarge = false;
        for (; length < _rest.Length && _rest[length] - '0' is >= 0 and <= 9 and int digit; length++)
        {
            if (length >= SurelyFitting && value > (ulong.MaxValue - (ulong)digit) / 10) isTooLarge = true;
            value = (value * 10) + (ulong)digit;
        }

        if (length == 0 || isTooLarge || (length < _rest.Length && !IsSpace(_rest[length]))) return SkipUnfit();
        _rest = _rest[length..];
        return value;
    }

    private ulong SkipUnfit()
    {
        if (_rest.IsEmpty) MissingCount++;
        while (!_rest.IsEmpty && !IsSpace(_rest[0])) _rest = _rest[1..];
        return Fail<ulong>();
    }

    private static bool IsSpace(byte character) => character is (byte)' ' or (byte)'\n' or (byte)'\t';
}
