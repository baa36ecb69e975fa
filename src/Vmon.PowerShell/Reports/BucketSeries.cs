namespace Vmon.PowerShell.Reports;

/// <summary>A figure over the buckets of a timeline: its mean, smallest and largest value in each. NaN is unknown.</summary>
internal sealed class BucketSeries
{
    private readonly List<Cell> _cells = [];

    /// <summary>The largest value of any sample. NaN if none is known.</summary>
    internal double Most { get; private set; } = double.NaN;

    /// <summary>Adds the value of a sample.</summary>
    /// <param name="bucket">The bucket of the sample, the last one.</param>
    /// <param name="value">The value. Null if unknown.</param>
    /// <param name="weight">The part that it has in the mean.</param>
    internal void Add(int bucket, double? value, double weight)
    {
        if (value is not { } known || !double.IsFinite(known) || weight <= 0) return;
        while (_cells.Count <= bucket) _cells.Add(Cell.Unknown);
        _cells[bucket] = _cells[bucket].With(new Cell(known * weight, weight, known, known));
        if (!(Most >= known)) Most = known;
    }

    internal double Mean(int bucket) => At(bucket) is { Weight: > 0 } cell ? cell.Sum / cell.Weight : double.NaN;

    internal double Min(int bucket) => At(bucket).Min;

    internal double Max(int bucket) => At(bucket).Max;

    /// <summary>The mean over all samples. NaN if none is known.</summary>
    internal double Mean() => _cells.Sum(static cell => cell.Weight) is > 0 and double weight ? _cells.Sum(static cell => cell.Sum) / weight : double.NaN;

    /// <summary>Follows a timeline that was thinned.</summary>
    internal void Thin(int[] target)
    {
        if (_cells.Count == 0) return;
        for (int i = 0; i < _cells.Count; i++) _cells[target[i]] = i > 0 && target[i] == target[i - 1] ? _cells[target[i]].With(_cells[i]) : _cells[i];
        int count = target[_cells.Count - 1] + 1;
        _cells.RemoveRange(count, _cells.Count - count);
    }

    private Cell At(int bucket) => bucket < _cells.Count ? _cells[bucket] : Cell.Unknown;

    private readonly record struct Cell(double Sum, double Weight, double Min, double Max)
    {
        internal static Cell Unknown => new(0, 0, double.NaN, double.NaN);

        internal Cell With(in Cell other) => Weight == 0 ? other : other.Weight == 0 ? this
            : new Cell(Sum + other.Sum, Weight + other.Weight, Math.Min(Min, other.Min), Math.Max(Max, other.Max));
    }
}
