namespace Vmon.Parsing;

/// <summary>The <see cref="StatusText"/> lines of a status: kept as bytes while they stay the same, and decoded when somebody asks.</summary>
internal static class StatusTexts
{
    private static readonly KeyTable Keys = KeyTable.Of<StatusText>();

    /// <summary>Whether the text lines of a status are those that were kept.</summary>
    internal static bool AreSame(ReadOnlySpan<byte> status, ReadOnlySpan<byte> kept)
    {
        KeyedLines lines = new(status);
        int next = 0;
        while (lines.MoveNext())
        {
            if (Keys.Find(lines.Key, ref next) < 0) continue;
            if (!kept.StartsWith(lines.Line)) return false;
            kept = kept[lines.Line.Length..];
        }

        return kept.IsEmpty;
    }

    /// <summary>The text lines of a status, one after the other.</summary>
    internal static byte[] Keep(ReadOnlySpan<byte> status)
    {
        KeyedLines lines = new(status);
        List<byte> kept = [];
        int next = 0;
        while (lines.MoveNext())
            if (Keys.Find(lines.Key, ref next) >= 0) kept.AddRange(lines.Line);
        return [.. kept];
    }

    /// <summary>The text of a line; false where the kernel wrote none.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> kept, StatusText line, out ReadOnlySpan<byte> text)
    {
        KeyedLines lines = new(kept);
        int next = 0;
        while (lines.MoveNext())
        {
            if (Keys.Find(lines.Key, ref next) != (int)line) continue;
            text = lines.Value.Trim(" \t"u8);
            return true;
        }

        text = default;
        return false;
    }
}
