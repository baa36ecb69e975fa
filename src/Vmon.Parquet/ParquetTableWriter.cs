using Parquet;
using Parquet.Schema;
using Vmon.Tables;

namespace Vmon.Parquet;

/// <summary>Writes the rows of a table as row groups.</summary>
/// <param name="writer">The writer of the file.</param>
/// <param name="fields">The fields of the file, one for each column.</param>
/// <param name="columns">The columns.</param>
internal sealed class ParquetTableWriter(ParquetWriter writer, DataField[] fields, IReadOnlyList<TableColumn> columns) : ITableWriter
{
    private int[] _levels = [];

    public void Write(CancellationToken cancellation)
    {
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        for (int i = 0; i < fields.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Write(group, fields[i], columns[i]).GetAwaiter().GetResult();
        }

        group.CompleteValidate();
    }

    public void Complete() => writer.DisposeAsync().AsTask().GetAwaiter().GetResult();

    // Disposing the writer of the library completes the file, and it has nothing else to release.
    public void Dispose()
    {
    }

    private Task Write(ParquetRowGroupWriter group, DataField field, TableColumn column) => column switch
    {
        TableColumn<long> numbers => Write(group, field, numbers),
        TableColumn<double> numbers => Write(group, field, numbers),
        TableColumn<bool> truths => Write(group, field, truths),
        TableColumn<DateTime> times => Write(group, field, times),
        TableColumn<string> texts => group.WriteAsync(field, TextsOf(texts)),
        _ => throw new NotSupportedException($"Column {column.Name} has a type that Parquet does not have."),
    };

    // Parquet has the values of the rows that have one, and for each row whether it has one (1) or not (0).
    private Task Write<T>(ParquetRowGroupWriter group, DataField field, TableColumn<T> column)
        where T : struct
    {
        if (!column.IsNullable) return group.WriteAllPartsAsync(field, column.Values, null, null, CancellationToken.None);
        ReadOnlySpan<bool> hasValue = column.HasValue;
        ReadOnlySpan<T> values = column.Values.Span;
        if (_levels.Length < hasValue.Length) _levels = new int[hasValue.Length];
        T[] known = new T[hasValue.Length];
        int count = 0;
        for (int i = 0; i < hasValue.Length; i++)
        {
            _levels[i] = hasValue[i] ? 1 : 0;
            if (hasValue[i]) known[count++] = values[i];
        }

        return group.WriteAllPartsAsync<T>(field, known.AsMemory(0, count), _levels.AsMemory(0, hasValue.Length), null, CancellationToken.None);
    }

    private static ArraySegment<string> TextsOf(TableColumn<string> column) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(column.Values, out ArraySegment<string> texts) ? texts : column.Values.ToArray();
}
