namespace Vmon.Parsing;

/// <summary>The value of a line of meminfo, vmstat or stat.</summary>
internal static class NamedValue
{
    private const long BytesPerKilobyte = 1024;

    // 23879444 kB         bytes, in units of 1024
    // 0                   a count
    // 564953 0 0 12       a total, and its parts
    /// <summary>The first number, in bytes where it says kB; false for none, and for one beyond 64 bits.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> values, out long value)
    {
        ByteReader reader = new(values);
        value = reader.Int64();
        if (reader.IsMalformed) return false;
        if (reader.IsAtEnd || !reader.Field().SequenceEqual("kB"u8)) return true;
        if (value > long.MaxValue / BytesPerKilobyte) return false;
        value *= BytesPerKilobyte;
        return true;
    }
}
