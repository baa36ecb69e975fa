using System.Runtime.InteropServices;

namespace Vmon.Sources.Machine;

/// <summary>
/// The last two readings of a file's lines, by name. While the lines have the same names as before, as nearly always, nothing is looked up
/// or allocated.
/// </summary>
/// <param name="comparer">How the names are compared.</param>
internal sealed class LineTable<T>(StringComparer comparer)
    where T : unmanaged
{
    // Longer names and descriptions than any kernel writes.
    private const int MostLines = 64 * 1024;
    private const int LongestName = 1024;

    private LineNames _names = new([], comparer);
    private LineNames _previousNames = new([], comparer);
    private T[] _values = [];
    private T[] _previousValues = [];
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

    internal void Add(ReadOnlySpan<byte> name, in T value, ReadOnlySpan<byte> description = default)
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
        if (_differing is not null || _count != _names.Count) _names = new LineNames(_differing ?? _names.First(_count), comparer);
        _differing = null;
        return _count > 0;
    }

    internal LinePairs<T> Copy(bool isPaired) =>
        new(_names, _values[.._count], isPaired ? (_previousNames, _previousValues[.._previousNames.Count]) : null);
}

/// <summary>The lines of a file in a sample, each with that of the previous sample. Immutable.</summary>
internal sealed class LinePairs<T>(LineNames names, T[] values, (LineNames Names, T[] Values)? previous)
    where T : unmanaged
{
    internal int Count => values.Length;

    /// <summary>Whether there is a previous sample to compare with.</summary>
    internal bool HasPrevious => previous is not null;

    /// <summary>Whether a value or the set of lines changed.</summary>
    internal bool HasChanged =>
        previous is { } before && (!ReferenceEquals(names, before.Names) || !Bytes(values).SequenceEqual(Bytes(before.Values)));

    internal LineName Name(int index) => names[index];

    internal T Value(int index) => values[index];

    /// <summary>The value in the previous sample. Null without one, and for a new line.</summary>
    internal T? Previous(int index)
    {
        if (previous is not { } before) return null;
        int? then = ReferenceEquals(names, before.Names) ? index : before.Names.IndexOf(names[index].Name);
        return then is null ? null : before.Values[then.Value];
    }

    /// <summary>Null if there is no such line.</summary>
    internal int? IndexOf(string name) => names.IndexOf(name);

    private static ReadOnlySpan<byte> Bytes(T[] records) => MemoryMarshal.AsBytes<T>(records);
}

/// <summary>The lines of a file that have one number each.</summary>
internal sealed class LineValues(LinePairs<long> lines)
{
    /// <summary>Every line by name, in the file's order.</summary>
    internal ValueTable<long> All => field ??= ByName(lines.Value);

    /// <summary>Change of each line since the previous sample. Null without one. New lines are omitted.</summary>
    internal ValueTable<long>? Differences => !lines.HasPrevious ? null : field ??= WhereKnown(Difference);

    internal bool HasChanged => lines.HasChanged;

    /// <summary>Null if there is no such line.</summary>
    internal long? Value(string name) => lines.IndexOf(name) is int index ? lines.Value(index) : null;

    internal long? Difference(string name) => lines.IndexOf(name) is int index ? Difference(index) : null;

    /// <summary>Increase of a counter. Null if it decreased.</summary>
    internal long? Increase(string name) => Difference(name) is >= 0 and long increase ? increase : null;

    /// <summary>An object for each line, by name, made of its name, value, and increase.</summary>
    internal ValueTable<T> ByName<T>(Func<LineName, long, long?, T> make) =>
        ByName(index => make(lines.Name(index), lines.Value(index), Difference(index) is >= 0 and long increase ? increase : null));

    private ValueTable<T> ByName<T>(Func<int, T> at)
    {
        OrderedDictionary<string, T> all = new(lines.Count, StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < lines.Count; index++) _ = all.TryAdd(lines.Name(index).Name, at(index));
        return new(all);
    }

    private ValueTable<long> WhereKnown(Func<int, long?> at)
    {
        OrderedDictionary<string, long> all = new(lines.Count, StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < lines.Count; index++)
            if (at(index) is long value) _ = all.TryAdd(lines.Name(index).Name, value);
        return new(all);
    }

    private long? Difference(int index) => lines.Value(index) - lines.Previous(index);
}

/// <summary>The names of a file's lines, in order. Immutable, and shared by all samples until a line is added or removed.</summary>
internal sealed class LineNames
{
    private readonly LineName[] _lines;
    private readonly Dictionary<string, int> _indexes;

    internal LineNames(IEnumerable<LineName> lines, StringComparer comparer)
    {
        _lines = [.. lines];
        _indexes = new Dictionary<string, int>(comparer);
        for (int index = 0; index < _lines.Length; index++) _ = _indexes.TryAdd(_lines[index].Name, index);
    }

    internal int Count => _lines.Length;

    internal LineName this[int index] => _lines[index];

    internal bool IsAt(int index, ReadOnlySpan<byte> name, ReadOnlySpan<byte> description) =>
        index < _lines.Length && _lines[index].Is(name, description);

    /// <summary>Null if there is no such line.</summary>
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
