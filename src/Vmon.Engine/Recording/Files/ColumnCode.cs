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

    /// <summary>Finds the columns of a block in its payload. Null if the bytes are malformed.</summary>
    internal static ReadOnlyMemory<byte>[]? TryFind(ReadOnlyMemory<byte> bytes)
    {
        ReadOnlyMemory<byte>[] found = new ReadOnlyMemory<byte>[ColumnSet.Most];
        ColumnCursor cursor = new(bytes);
        while (cursor.TryNext()) found[cursor.Column] = cursor.Content;
        return cursor.IsMalformed ? null : found;
    }
}
