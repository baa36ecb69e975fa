namespace Vmon.Recording.Processes;

/// <summary>Writes which numbers of a process changed, and their differences.</summary>
/// <param name="place">The columns.</param>
/// <param name="count">How many numbers a process has.</param>
internal sealed class NumberWriter(NumberPlace place, int count)
{
    private readonly PatternTable _patterns = new();
    private readonly long[] _now = new long[count];

    /// <summary>Begins a block.</summary>
    internal void Clear() => _patterns.Clear();

    /// <summary>Takes the last numbers of a process, for the caller to change.</summary>
    internal Span<long> Take(long[] last)
    {
        last.CopyTo(_now, 0);
        return _now;
    }

    /// <summary>Writes what the caller changed of the numbers that it took, and keeps it as the last.</summary>
    internal void Write(ColumnSet frame, long[] last)
    {
        Pattern pattern = default;
        for (int i = 0; i < _now.Length; i++)
            if (_now[i] != last[i]) pattern.Add(i);
        frame[(int)place.Patterns].Add((ulong)_patterns.NumberOf(pattern, frame[(int)place.NewPatterns]));
        foreach (int i in pattern)
        {
            frame[(int)place.Numbers + i].AddSigned(_now[i] - last[i]);
            last[i] = _now[i];
        }
    }
}
