namespace Vmon.Recording.Files;

/// <summary>The columns of all frames of a block.</summary>
internal sealed class RecordedBlock(int frames, ReadOnlyMemory<byte>[] columns)
{
    private readonly ColumnReader?[] _readers = new ColumnReader?[columns.Length];

    internal int Frames => frames;

    /// <summary>The one reader of a column, which reads it from the first frame to the last. Empty for a column that is not there.</summary>
    internal ColumnReader this[int column] => _readers[column] ??= new ColumnReader(columns[column]);
}
