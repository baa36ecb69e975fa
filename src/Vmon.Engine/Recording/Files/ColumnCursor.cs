namespace Vmon.Recording.Files;

/// <summary>Goes through the columns of a frame or of a block, as <see cref="ColumnCode"/> wrote them.</summary>
internal sealed class ColumnCursor(ReadOnlyMemory<byte> bytes)
{
    private readonly ColumnReader _reader = new(bytes);

    /// <summary>Number of the column. -1 before the first.</summary>
    internal int Column { get; private set; } = -1;

    internal ReadOnlyMemory<byte> Content { get; private set; }

    internal bool IsMalformed { get; private set; }

    /// <summary>Goes to the next column. False after the last, and if the bytes are malformed.</summary>
    internal bool TryNext()
    {
        if (IsMalformed || _reader.IsAtEnd) return false;
        int column = _reader.ReadIndex(ColumnSet.Most);
        int length = _reader.ReadText().Length;
        IsMalformed = _reader.IsMalformed || column <= Column;
        if (IsMalformed) return false;
        (Column, Content) = (column, bytes.Slice(_reader.Position - length, length));
        return true;
    }
}
