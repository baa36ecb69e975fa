using System.Runtime.Versioning;

namespace Vmon.Tables;

/// <summary>Writes objects as rows of a file, which has its name when it is complete.</summary>
/// <typeparam name="TObject">The type of the objects.</typeparam>
[SupportedOSPlatform("linux")]
internal sealed class TableFile<TObject> : IDisposable
{
    /// <summary>Rows that are written together. Readers use several threads for several groups; memory is taken for one.</summary>
    internal const int RowsPerGroup = 65_536;

    private const string Partial = ".partial";

    private readonly IObjectColumn<TObject>[] _columns;
    private readonly string _path;
    private readonly FileStream _file;
    private readonly ITableWriter _writer;
    private int _rows;
    private bool _isComplete;

    /// <param name="path">The path of the complete file.</param>
    /// <param name="format">The format.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="metadata">What the file says of the table.</param>
    internal TableFile(string path, ITableFormat format, IObjectColumn<TObject>[] columns, IReadOnlyDictionary<string, string> metadata)
    {
        (_path, _columns) = (path, columns);
        File.Delete(path + Partial); // that of an export that was killed, or a link
        _file = new FileStream(path + Partial, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        _writer = format.Create(_file, [.. columns.Select(static column => column.Column)], metadata);
    }

    /// <summary>Adds a row.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal void Add(TObject item, CancellationToken cancellation)
    {
        foreach (IObjectColumn<TObject> column in _columns) column.Add(item);
        if (++_rows == RowsPerGroup) Write(cancellation);
    }

    /// <summary>Completes the file.</summary>
    internal void Complete(CancellationToken cancellation)
    {
        if (_rows > 0) Write(cancellation);
        _writer.Complete();
        _file.Flush(flushToDisk: true);
        File.Move(_path + Partial, _path, overwrite: true);
        _isComplete = true;
    }

    public void Dispose()
    {
        // First, because closing a file on a full disk can fail.
        if (!_isComplete) File.Delete(_path + Partial);
        _writer.Dispose();
        _file.Dispose();
    }

    private void Write(CancellationToken cancellation)
    {
        _writer.Write(cancellation);
        foreach (IObjectColumn<TObject> column in _columns) column.Clear();
        _rows = 0;
    }
}
