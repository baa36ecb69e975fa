namespace Vmon.Sources.Machine;

/// <summary>
/// The last two readings of a file's lines, by name. While the lines are the same as before, which is nearly always, nothing is
/// looked up and nothing allocated.
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

    /// <summary>False for no line at all.</summary>
    internal bool End()
    {
        if (_differing is not null || _count != _names.Count) _names = new LineNames(_differing ?? _names.First(_count));
        _differing = null;
        return _count > 0;
    }

    internal LineValues Copy(bool isPaired) =>
        new(_names, _values[.._count], isPaired ? (_previousNames, _previousValues[.._previousNames.Count]) : null);
}
