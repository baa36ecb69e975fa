namespace Vmon.Parsing;

/// <summary>Reads files of the machine line by line, each a name and what follows it.</summary>
internal ref struct NamedLines(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    // MemFree:        23879444 kB
    // nr_free_pages 5969861
    // ctxt 1254403
    //  24:          1          0  IO-APIC   5-edge      ACPI:Ged
    // A name ends at the first colon or space; lines without one are passed over.
    internal bool Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values)
    {
        while (!_rest.IsEmpty)
        {
            ReadOnlySpan<byte> line = Line().TrimStart((byte)' ');
            int end = line.IndexOfAny((byte)':', (byte)' ');
            if (end <= 0) continue;
            name = line[..end];
            values = line[(end + 1)..];
            return true;
        }

        name = values = default;
        return false;
    }

    internal ReadOnlySpan<byte> Line()
    {
        int end = _rest.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        return line;
    }
}
