namespace Vmon.Parsing.Processes;

/// <summary>The <see cref="StatusText"/> lines of a status, kept as bytes while they do not change, and decoded on demand.</summary>
internal static class StatusTexts
{
    /// <summary>Longer lines are not kept: root of a user namespace can have 65,536 groups in thousands of processes at no cost.</summary>
    internal const int LongestLine = 16 * 1024;

    private static readonly KeyTable Keys = new(Enum.GetNames<StatusText>());

    /// <summary>The text lines of a status, one after the other.</summary>
    internal static byte[] Keep(ReadOnlySpan<byte> status)
    {
        KeyedLines lines = new(status);
        List<byte> kept = [];
        while (lines.MoveNext())
            if (lines.Line.Length <= LongestLine && Keys.Find(lines.Key) >= 0) kept.AddRange(lines.Line);
        return [.. kept];
    }

    /// <summary>The text of a line. False if the line is missing.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> kept, StatusText line, out ReadOnlySpan<byte> text)
    {
        KeyedLines lines = new(kept);
        while (lines.MoveNext())
        {
            if (Keys.Find(lines.Key) != (int)line) continue;
            text = lines.Value.Trim(" \t"u8);
            return true;
        }

        text = default;
        return false;
    }
}
