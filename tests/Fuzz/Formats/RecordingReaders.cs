using Vmon.Recording;
using Vmon.Recording.Machine;

namespace Vmon.Fuzz.Formats;

/// <summary>Readers of what a recording has of the machine.</summary>
internal static class RecordingReaders
{
    private const int MostTexts = 8;

    /// <summary>Texts with a NUL between them, as they are recorded one after the other.</summary>
    internal static byte[] Texts =>
        [.. "MemFree:      999 kB\navg10=0.07\n"u8, 0, .. "MemFree:     1000 kB\navg10=0.70\n"u8, 0, .. "cpu0 1 007 18446744073709551615\n"u8];

    /// <summary>The columns of a text, and of its difference from another.</summary>
    internal static byte[] TextColumns
    {
        get
        {
            TextDifferences writer = new(isSteady: true);
            ColumnWriter[] columns = [new(), new(), new()];
            writer.Write("MemFree:      999 kB\navg10=0.07\n"u8, columns[0], columns[1], columns[2]);
            writer.Write("MemFree:     1000 kB\navg10=0.07\n"u8, columns[0], columns[1], columns[2]);
            ColumnWriter all = new();
            foreach (ColumnWriter column in columns) all.AddText(column.Bytes);
            return all.Bytes.ToArray();
        }
    }

    /// <summary>Writes texts and reads them back.</summary>
    internal static IEnumerable<ParsedField> RecordedTexts(byte[] bytes)
    {
        TextDifferences writer = new(isSteady: true);
        ColumnWriter[] columns = [new(), new(), new()];
        List<byte[]> texts = [];
        foreach (Range range in bytes.AsSpan().Split((byte)0))
        {
            if (texts.Count == MostTexts) break;
            texts.Add(bytes[range]);
            writer.Write(texts[^1], columns[0], columns[1], columns[2]);
        }

        RecordedText reader = new(isSteady: true);
        ColumnReader[] readers = [.. columns.Select(static column => new ColumnReader(column.Bytes.ToArray()))];
        foreach (byte[] text in texts)
        {
            if (!reader.TryRead(readers[0], readers[1], readers[2]) || !reader.TryGet(out ReadOnlySpan<byte> read) || !read.SequenceEqual(text))
                throw new WrongValueException("A text is not read as it was written.");
        }

        return [new("texts", $"{texts.Count}", ParsedKind.Derived)];
    }

    /// <summary>Reads columns of any bytes.</summary>
    internal static IEnumerable<ParsedField> Columns(byte[] bytes)
    {
        ColumnReader all = new(bytes);
        ColumnReader[] columns = [.. Enumerable.Range(0, 3).Select(_ => new ColumnReader(all.ReadText().ToArray()))];
        RecordedText reader = new(isSteady: true);
        List<ParsedField> fields = [];
        while (reader.TryRead(columns[0], columns[1], columns[2]))
            fields.Add(new("length", $"{(reader.TryGet(out ReadOnlySpan<byte> text) ? text.Length : -1)}", ParsedKind.Derived));
        if (reader.TryRead(columns[0], columns[1], columns[2])) throw new WrongValueException("A text follows malformed bytes.");
        return fields;
    }
}
