using Parquet;
using Parquet.Schema;
using Vmon.Tables;

namespace Vmon.Parquet;

/// <summary>Apache Parquet.</summary>
public sealed class ParquetFormat : ITableFormat
{
    /// <inheritdoc/>
    public string Extension => ".parquet";

    /// <inheritdoc/>
    public ITableWriter Create(Stream file, IReadOnlyList<TableColumn> columns, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(columns);
        DataField[] fields = [.. columns.Select(FieldOf)];
        ParquetOptions options = new() { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = System.IO.Compression.CompressionLevel.Fastest };
        ParquetWriter writer = ParquetWriter.CreateAsync(new ParquetSchema(fields), file, options).GetAwaiter().GetResult();
        writer.CustomMetadata = metadata;
        return new ParquetTableWriter(writer, fields, columns);
    }

    private static DataField FieldOf(TableColumn column) => column switch
    {
        TableColumn<long> => new DataField(column.Name, typeof(long), column.IsNullable),
        TableColumn<double> => new DataField(column.Name, typeof(double), column.IsNullable),
        TableColumn<bool> => new DataField(column.Name, typeof(bool), column.IsNullable),
        TableColumn<string> => new DataField(column.Name, typeof(string), column.IsNullable),
        TableColumn<DateTime> => new DateTimeDataField(column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Micros, column.IsNullable),
        _ => throw new NotSupportedException($"Column {column.Name} has a type that Parquet does not have."),
    };
}
