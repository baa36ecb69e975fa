namespace Vmon.Tables;

/// <summary>One column of a table: its declaration, and its values in the rows that are collected. Row i has the values i of all columns.</summary>
/// <param name="name">The name.</param>
/// <param name="unit">The unit. Null if the values have none.</param>
/// <param name="isNullable">Whether a row can have no value.</param>
public abstract class TableColumn(string name, string? unit, bool isNullable)
{
    /// <summary>The name.</summary>
    public string Name => name;

    /// <summary>The unit. Null if the values have none.</summary>
    public string? Unit => unit;

    /// <summary>Whether a row can have no value.</summary>
    public bool IsNullable => isNullable;

    /// <summary>Whether each row has a value. Of a column that is not nullable, all have.</summary>
    public abstract ReadOnlySpan<bool> HasValue { get; }
}

/// <summary>A column of integers (<see cref="long"/>), real numbers (<see cref="double"/>), <see cref="bool"/>, text (<see cref="string"/>), or points in time (<see cref="DateTime"/>, UTC).</summary>
/// <inheritdoc/>
public abstract class TableColumn<T>(string name, string? unit, bool isNullable) : TableColumn(name, unit, isNullable)
{
    /// <summary>A value for each row; the default of the type if it has none.</summary>
    public abstract ReadOnlyMemory<T> Values { get; }
}
