namespace Vmon.PowerShell;

/// <summary>The format of exported tables.</summary>
public enum ExportFormat
{
    /// <summary>Apache Parquet, which DuckDB, pandas and Spark read.</summary>
    Parquet,
}
