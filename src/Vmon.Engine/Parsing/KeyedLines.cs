namespace Vmon.Parsing;

/// <summary>The lines "key: value" of a file. Skips lines without a colon, and a truncated last line.</summary>
internal ref struct KeyedLines(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The whole line, its end included.</summary>
    internal ReadOnlySpan<byte> Line { get; private set; }

    internal ReadOnlySpan<byte> Key { get; private set; }

    /// <summary>The text after the first colon. Further colons are part of it.</summary>
    internal ReadOnlySpan<byte> Value { get; private set; }

    internal bool MoveNext()
    {
        while (_rest.IndexOf((byte)'\n') is var end and >= 0)
        {
            Line = _rest[..(end + 1)];
            _rest = _rest[(end + 1)..];
            int colon = Line.IndexOf((byte)':');
            if (colon < 0) continue;
            Key = Line[..colon];
            Value = Line[(colon + 1)..end];
            return true;
        }

        return false;
    }
}
