namespace Vmon.Recording;

/// <summary>The columns of one frame, by number. An empty column is not stored.</summary>
internal sealed class ColumnSet
{
    /// <summary>More than any version needs; a file can claim any number.</summary>
    internal const int Most = 1024;

    private readonly List<ColumnWriter> _columns = [];

    internal int Count => _columns.Count;

    internal ColumnWriter this[int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Most);
            while (_columns.Count <= column) _columns.Add(new ColumnWriter());
            return _columns[column];
        }
    }

    internal void Clear()
    {
        foreach (ColumnWriter column in _columns) column.Clear();
    }
}
