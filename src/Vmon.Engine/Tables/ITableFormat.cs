namespace Vmon.Tables;

/// <summary>A file format of tables. It knows nothing of what is in them.</summary>
public interface ITableFormat
{
    /// <summary>The extension of its files, with the dot.</summary>
    string Extension { get; }

    /// <summary>Begins a table.</summary>
    /// <param name="file">The file, which the writer leaves open.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="metadata">What the file says of the table, by key.</param>
    ITableWriter Create(Stream file, IReadOnlyList<TableColumn> columns, IReadOnlyDictionary<string, string> metadata);
}

/// <summary>Writes the rows of a table.</summary>
public interface ITableWriter : IDisposable
{
    /// <summary>Writes the rows that the columns have.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled. The file is not complete.</exception>
    void Write(CancellationToken cancellation);

    /// <summary>Completes the file. Without it, the file is not valid.</summary>
    void Complete();
}
