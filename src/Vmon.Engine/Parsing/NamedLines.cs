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
