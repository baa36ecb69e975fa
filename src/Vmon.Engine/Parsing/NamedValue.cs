namespace Vmon.Parsing;

/// <summary>The value of a line of meminfo, vmstat or stat.</summary>
internal static class NamedValue
{
    private const long BytesPerKilobyte = 1024;

    // 23879444 kB         bytes, in units of 1024
    // 0                   a count
    // 564953 0 0 12       a total, and its parts
    /// <summary>The first number, in bytes if its unit is kB. False if there is none, if it exceeds 64 bits, and for another unit.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> values, out long value)
    {
        ByteReader reader = new(values);
        value = reader.Count();
        if (reader.IsMalformed) return false;
        if (reader.IsAtEnd) return true;
        if (!values.EndsWith("kB"u8)) return char.IsAsciiDigit((char)reader.Rest[0]);
        if (!reader.Rest.TrimStart((byte)' ').SequenceEqual("kB"u8) || value > long.MaxValue / BytesPerKilobyte) return false;
        value *= BytesPerKilobyte;
        return true;
    }
}
