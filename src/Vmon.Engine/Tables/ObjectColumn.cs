namespace Vmon.Tables;

/// <summary>A column that collects the values of a property of objects.</summary>
internal interface IObjectColumn<in TObject>
{
    /// <summary>The column.</summary>
    TableColumn Column { get; }

    /// <summary>Takes the value of the next row.</summary>
    void Add(TObject item);

    /// <summary>Begins with the first row again.</summary>
    void Clear();
}

/// <inheritdoc cref="IObjectColumn{TObject}"/>
/// <param name="name">The name.</param>
/// <param name="unit">The unit. Null for none.</param>
/// <param name="isNullable">Whether a row can have no value.</param>
/// <param name="rows">The most rows.</param>
/// <param name="tryGet">Gets the value of an object.</param>
internal sealed class ObjectColumn<TObject, T>(string name, string? unit, bool isNullable, int rows, TryGet<TObject, T> tryGet) : TableColumn<T>(name, unit, isNullable), IObjectColumn<TObject>
{
    private readonly T[] _values = new T[rows];
    private readonly bool[] _hasValue = new bool[rows];
    private int _count;

    public TableColumn Column => this;

    public override ReadOnlySpan<bool> HasValue => _hasValue.AsSpan(0, _count);

    public override ReadOnlyMemory<T> Values => _values.AsMemory(0, _count);

    public void Add(TObject item)
    {
        _hasValue[_count] = tryGet(item, out _values[_count]);
        _count++;
    }

    public void Clear() => _count = 0;
}

/// <summary>Gets a value of an object. False, with the default, if it has none.</summary>
internal delegate bool TryGet<in TObject, T>(TObject item, out T value);
