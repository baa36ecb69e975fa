namespace Vmon.Recording;

/// <summary>Reads texts that are recorded whole or not at all: each frame has the new ones, which are numbered from 0 in the block.</summary>
/// <param name="column">The column: each length plus one and the bytes; 0 ends the frame.</param>
internal sealed class BlockTexts(ColumnReader column)
{
    private readonly List<byte[]> _texts = [];

    /// <summary>Reads the new texts of the next frame. False if bytes are impossible.</summary>
    internal bool TryRead()
    {
        for (ulong length = column.Read(); length != 0; length = column.Read())
        {
            if (length - 1 > TextTable.Longest) return false;
            _texts.Add(column.ReadBytes((int)(length - 1)).ToArray());
        }

        return !column.IsMalformed;
    }

    /// <summary>A text by its number plus one. Null for none.</summary>
    internal byte[]? At(long number) => number > 0 && number <= _texts.Count ? _texts[(int)number - 1] : null;
}
