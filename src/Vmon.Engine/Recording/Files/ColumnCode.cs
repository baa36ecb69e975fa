namespace Vmon.Recording.Files;

/// <summary>
/// Columns as bytes, for a frame in a journal and for the payload of a block: for each column that is not empty, in ascending order, its number
/// and length (LEB128), and its bytes.
/// </summary>
internal static class ColumnCode
{
    internal static void Write(ColumnSet columns, ColumnWriter bytes)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i].Length == 0) continue;
            bytes.Add((ulong)i);
            bytes.AddText(columns[i].Bytes);
        }
    }

    /// <summary>Appends the columns of a frame to those of a block. False if the bytes are malformed.</summary>
    internal static bool TryAppend(ReadOnlyMemory<byte> bytes, ColumnSet columns)
    {
        ColumnReader reader = new(bytes);
        for (int least = 0; !reader.IsAtEnd;)
        {
            int column = reader.ReadIndex(ColumnSet.Most);
            ReadOnlySpan<byte> content = reader.ReadText();
            if (reader.IsMalformed || column < least) return false;
            columns[column].Append(content);
            least = column + 1;
        }

        return true;
    }

    /// <summary>Finds the columns of a block in its payload. Null if the bytes are malformed.</summary>
    internal static ReadOnlyMemory<byte>[]? TryFind(ReadOnlyMemory<byte> bytes)
    {
        ReadOnlyMemory<byte>[] found = new ReadOnlyMemory<byte>[ColumnSet.Most];
        ColumnReader reader = new(bytes);
        for (int least = 0; !reader.IsAtEnd;)
        {
            int column = reader.ReadIndex(ColumnSet.Most);
            int length = reader.ReadText().Length;
            if (reader.IsMalformed || column < least) return null;
            found[column] = bytes.Slice(reader.Position - length, length);
            least = column + 1;
        }

        return found;
    }
}
