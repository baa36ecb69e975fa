namespace Vmon.Parsing;

/// <summary>Reads files of the machine line by line, each a name and a value. Skips a truncated last line.</summary>
internal ref struct NamedLines(ReadOnlySpan<byte> bytes)
{
    private EndedLines _lines = new(bytes);

    // MemFree:        23879444 kB
    // nr_free_pages 5969861
    // ctxt 1254403
    //  24:          1          0  IO-APIC   5-edge      ACPI:Ged
    // A name ends at the first colon or space; other lines are skipped.
    internal bool Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values)
    {
        while (_lines.Next(out ReadOnlySpan<byte> line))
        {
            line = line.TrimStart((byte)' ');
            int end = line.IndexOfAny((byte)':', (byte)' ');
            if (end <= 0) continue;
            name = line[..end];
            values = line[(end + 1)..];
            return true;
        }

        name = values = default;
        return false;
    }

    internal ReadOnlySpan<byte> Line() => _lines.Next(out ReadOnlySpan<byte> line) ? line : default;
}

/// <summary>The value of a line of meminfo, vmstat or stat.</summary>
internal static class NamedValue
{
    private const long BytesPerKilobyte = 1024;

    /// <summary>The first number, in bytes if its unit is kB. False if there is none, if it exceeds 64 bits, and for another unit.</summary>
    // 23879444 kB         bytes, in units of 1024
    // 0                   a count
    // 564953 0 0 12       a total, and its parts
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

/// <summary>The lines of a file, without line ends. A last line without an end may be truncated, and is skipped.</summary>
internal ref struct EndedLines(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    internal bool Next(out ReadOnlySpan<byte> line)
    {
        int end = _rest.IndexOf((byte)'\n');
        line = end < 0 ? default : _rest[..end];
        _rest = _rest[(end + 1)..];
        return end >= 0;
    }
}
