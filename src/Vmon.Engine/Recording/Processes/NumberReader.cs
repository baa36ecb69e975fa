namespace Vmon.Recording.Processes;

/// <summary>Reads which numbers of a process changed, and their differences.</summary>
internal sealed class NumberReader
{
    private readonly ColumnReader _patternNumbers;
    private readonly ColumnReader _newPatterns;
    private readonly List<Pattern> _patterns = [];
    private readonly ColumnReader[] _numbers;
    private readonly int[] _places;

    /// <param name="columns">The columns of the block, by number.</param>
    /// <param name="place">Which of them are of the numbers.</param>
    /// <param name="names">The names of the numbers, in the order of the block.</param>
    /// <param name="known">The names that this version knows, in its own order. Other numbers are skipped.</param>
    internal NumberReader(Func<int, ColumnReader> columns, NumberPlace place, IReadOnlyList<string> names, IReadOnlyList<string> known)
    {
        string[] own = [.. known];
        _patternNumbers = columns((int)place.Patterns);
        _newPatterns = columns((int)place.NewPatterns);
        _places = [.. names.Select(name => Array.IndexOf(own, name))];
        _numbers = [.. Enumerable.Range((int)place.Numbers, Math.Min(names.Count, Pattern.Most)).Select(columns)];
    }

    /// <summary>Adds the differences of the next process. False if bytes are impossible.</summary>
    internal bool TryAdd(Span<long> numbers)
    {
        if (!TryReadPattern(out Pattern pattern)) return false;
        foreach (int i in pattern)
        {
            if (i >= _numbers.Length) return false;
            long difference = _numbers[i].ReadSigned();
            if (_places[i] >= 0) numbers[_places[i]] += difference;
            if (_numbers[i].IsMalformed) return false;
        }

        return true;
    }

    private bool TryReadPattern(out Pattern pattern)
    {
        int number = _patternNumbers.ReadIndex(_patterns.Count + 1);
        pattern = default;
        if (_patternNumbers.IsMalformed) return false;
        if (number == _patterns.Count)
        {
            _patterns.Add(new Pattern(_newPatterns.Read(), _newPatterns.Read()));
            if (_newPatterns.IsMalformed) return false;
        }

        pattern = _patterns[number];
        return true;
    }
}
