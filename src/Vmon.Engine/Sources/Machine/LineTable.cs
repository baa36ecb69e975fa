namespace Vmon.Sources.Machine;

/// <summary>
/// The last two readings of a file's lines, by name. While the lines have the same names as before, as nearly always, nothing is looked up
/// or allocated.
/// </summary>
internal sealed class LineTable
{
    // Longer names and descriptions than any kernel writes.
    private const int MostLines = 64 * 1024;
    private const int LongestName = 1024;

    private LineNames _names = LineNames.None;
    private LineNames _previousNames = LineNames.None;
    private long[] _values = [];
    private long[] _previousValues = [];
    private List<LineName>? _differing;
    private int _count;

    /// <summary>Whether there are more lines than can be kept.</summary>
    internal bool IsFull => _count > MostLines;

    internal void Begin()
    {
        (_values, _previousValues) = (_previousValues, _values);
        _previousNames = _names;
        _count = 0;
    }

    internal void Add(ReadOnlySpan<byte> name, long value, ReadOnlySpan<byte> description = default)
    {
        if (IsFull || name.Length > LongestName) return;
        if (description.Length > LongestName) description = description[..LongestName];
        if (_differing is null && !_names.IsAt(_count, name, description)) _differing = _names.First(_count);
        _differing?.Add(new LineName(name, description));
        if (_count == _values.Length) Array.Resize(ref _values, Math.Max(64, _count * 2));
        _values[_count++] = value;
    }

    /// <summary>False if there are no lines.</summary>
    internal bool End()
    {
        if (_differing is not null || _count != _names.Count) _names = new LineNames(_differing ?? _names.First(_count));
        _differing = null;
        return _count > 0;
    }

    internal LineValues Copy(bool isPaired) =>
        new(_names, _values[.._count], isPaired ? (_previousNames, _previousValues[.._previousNames.Count]) : null);
}

/// <summary>The lines of a file in a sample and in the previous one. Immutable.</summary>
internal sealed class LineValues(LineNames names, long[] values, (LineNames Names, long[] Values)? previous)
{
    /// <summary>Every line by name, in the file's order.</summary>
    internal ValueTable<long> All => field ??= ByName(index => values[index]);

    /// <summary>Change of each line since the previous sample. Null without one. New lines are omitted.</summary>
    internal ValueTable<long>? Differences => previous is null ? null : field ??= WhereKnown(Difference);

    /// <summary>Whether a value or the set of lines changed.</summary>
    internal bool HasChanged =>
        previous is { } before && (!ReferenceEquals(names, before.Names) || !values.AsSpan().SequenceEqual(before.Values));

    /// <summary>Null if there is no such line.</summary>
    internal long? Value(string name) => names.IndexOf(name) is int index ? values[index] : null;

    internal long? Difference(string name) => names.IndexOf(name) is int index ? Difference(index) : null;

    /// <summary>Increase of a counter. Null if it decreased.</summary>
    internal long? Increase(string name) => Difference(name) is >= 0 and long increase ? increase : null;

    /// <summary>An object for each line, by name, made of its name, value, and increase.</summary>
    internal ValueTable<T> ByName<T>(Func<LineName, long, long?, T> make) =>
        ByName(index => make(names[index], values[index], Difference(index) is >= 0 and long increase ? increase : null));

    private ValueTable<T> ByName<T>(Func<int, T> at)
    {
        OrderedDictionary<string, T> all = new(names.Count, StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < names.Count; index++) _ = all.TryAdd(names[index].Name, at(index));
        return new(all);
    }

    private ValueTable<long> WhereKnown(Func<int, long?> at)
    {
        OrderedDictionary<string, long> all = new(names.Count, StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < names.Count; index++)
            if (at(index) is long value) _ = all.TryAdd(names[index].Name, value);
        return new(all);
    }

    private long? Difference(int index)
    {
        if (previous is not { } before) return null;
        int? then = ReferenceEquals(names, before.Names) ? index : before.Names.IndexOf(names[index].Name);
        return values[index] - (then is null ? null : before.Values[then.Value]);
    }
}

/// <summary>The names of a file's lines, in order. Immutable, and shared by all samples until a line is added or removed.</summary>
internal sealed class LineNames
{
    internal static readonly LineNames None = new([]);

    private readonly LineName[] _lines;
    private readonly Dictionary<string, int> _indexes = new(StringComparer.OrdinalIgnoreCase);

    internal LineNames(IEnumerable<LineName> lines)
    {
        _lines = [.. lines];
        for (int index = 0; index < _lines.Length; index++) _ = _indexes.TryAdd(_lines[index].Name, index);
    }

    internal int Count => _lines.Length;

    internal LineName this[int index] => _lines[index];

    internal bool IsAt(int index, ReadOnlySpan<byte> name, ReadOnlySpan<byte> description) =>
        index < _lines.Length && _lines[index].Is(name, description);

    /// <summary>Index of a name, case-insensitive. Null if there is no such line.</summary>
    internal int? IndexOf(string name) => _indexes.TryGetValue(name, out int index) ? index : null;

    internal List<LineName> First(int count) => [.. _lines[..count]];
}

/// <summary>Name and description of a line, as bytes to compare and as text to display.</summary>
internal sealed class LineName(ReadOnlySpan<byte> name, ReadOnlySpan<byte> description)
{
    private readonly byte[] _name = name.ToArray();
    private readonly byte[] _description = description.ToArray();

    internal string Name { get; } = ProcText.Decode(name);

    internal string Description { get; } = ProcText.Decode(description);

    internal bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> description) =>
        name.SequenceEqual(_name) && description.SequenceEqual(_description);
}
