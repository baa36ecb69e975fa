namespace Vmon.Sources.Machine;

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
