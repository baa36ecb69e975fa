namespace Vmon.PowerShell.Reports;

/// <summary>
/// What one process, program or service used, over the buckets of a timeline in which it was seen. Nearly all processes rest nearly always, so that a series takes memory only
/// from the first value that is not zero.
/// </summary>
internal sealed class UsageSeries
{
    private int _first = -1;
    private int _last;
    private double[]? _sums;
    private double[]? _most;
    private bool _hasValues;

    /// <summary>Number of cells in memory.</summary>
    internal int Cells => _sums?.Length ?? 0;

    /// <summary>Adds the value of a sample.</summary>
    /// <param name="bucket">The bucket of the sample, the last one.</param>
    /// <param name="value">The value.</param>
    /// <param name="weight">The part of the bucket that it has.</param>
    internal void Add(int bucket, double value, double weight)
    {
        if (_first < 0) _first = _last = bucket;
        int unknown = _last + 1;
        _last = bucket;
        if (_sums is null && value == 0) return;
        Grow(bucket - _first + 1);
        for (int i = unknown; i < bucket && _hasValues; i++) _sums![i - _first] = _most![i - _first] = double.NaN;
        int index = bucket - _first;
        (_sums![index], _most![index]) = (Sum(_sums[index], value * weight), Max(_most[index], value));
        _hasValues = true;
    }

    /// <summary>The sum of values by their weights. NaN in a bucket in which it was not seen.</summary>
    internal double Sum(int bucket) => At(_sums, bucket);

    /// <summary>The largest value. NaN in a bucket in which it was not seen.</summary>
    internal double Max(int bucket) => At(_most, bucket);

    /// <summary>Follows a timeline that was thinned.</summary>
    internal void Thin(int[] target)
    {
        if (_first < 0) return;
        int first = target[_first];
        int last = target[_last];
        if (_sums is not null)
        {
            double[] sums = new double[last - first + 1];
            double[] most = new double[sums.Length];
            for (int i = _first; i <= _last && i - _first < _sums.Length; i++)
            {
                int index = target[i] - first;
                bool isFirst = i == _first || target[i] != target[i - 1];
                (sums[index], most[index]) = isFirst ? (_sums[i - _first], _most![i - _first]) : (Sum(sums[index], _sums[i - _first]), Max(most[index], _most![i - _first]));
            }

            (_sums, _most) = (sums, most);
        }

        (_first, _last) = (first, last);
    }

    // NaN is unknown: what is known counts.
    private static double Sum(double one, double other) => double.IsNaN(one) ? other : double.IsNaN(other) ? one : one + other;

    private static double Max(double one, double other) => double.IsNaN(one) ? other : double.IsNaN(other) ? one : Math.Max(one, other);

    private double At(double[]? cells, int bucket) =>
        _first < 0 || bucket < _first || bucket > _last ? double.NaN
        : cells is not null && bucket - _first < cells.Length ? cells[bucket - _first] : 0;

    private void Grow(int count)
    {
        if (_sums?.Length >= count) return;
        int length = Math.Min(Timeline.Most, Math.Max(count, Cells * 2));
        Array.Resize(ref _sums, length);
        Array.Resize(ref _most, length);
    }
}
