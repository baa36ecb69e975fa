namespace Vmon.Parsing;

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
