using Vmon.Tables;

namespace Vmon.PowerShell.Exporters;

/// <summary>The formats of exports. Each is loaded when it is used first.</summary>
internal static class TableFormats
{
    private static readonly Lazy<ITableFormat> Parquet = new(static () => ExporterContext.Load<ITableFormat>("parquet", "Vmon.Parquet", "Vmon.Parquet.ParquetFormat"));

    internal static ITableFormat Of(ExportFormat format) => format switch
    {
        ExportFormat.Parquet => Parquet.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };
}
