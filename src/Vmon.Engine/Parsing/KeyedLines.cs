namespace Vmon.Parsing;

/// <summary>The lines "key: value" of a file. A line without a colon is passed over, and so is a last one that was cut short.</summary>
internal ref struct KeyedLines(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The whole line, its end included.</summary>
    internal ReadOnlySpan<byte> Line { get; private set; }

    internal ReadOnlySpan<byte> Key { get; private set; }

    /// <summary>What follows the first colon: further ones belong to it.</summary>
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
