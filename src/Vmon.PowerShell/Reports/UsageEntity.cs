namespace Vmon.PowerShell.Reports;

/// <summary>A process, program or service, or all processes together: what it used over a timeline.</summary>
/// <param name="name">Its name.</param>
internal class UsageEntity(string name)
{
    private readonly UsageSeries?[] _series = new UsageSeries?[Usage.Count];
    private Usage _sample = Usage.Unknown;
    private Usage _used = Usage.Unknown;
    private Usage _most = Usage.Unknown;

    internal string Name { get; set; } = name;

    /// <summary>Whether it was left out for some time, when it used little, so that its series begins late.</summary>
    internal bool IsLate { get; set; }

    /// <summary>Whether it is part of the current sample.</summary>
    internal bool IsInSample { get; private set; }

    /// <summary>What it used of a resource: the figure times the seconds, or for memory times the samples. NaN if unknown.</summary>
    internal double Used(Resource resource) => _used[(int)resource];

    /// <summary>The largest value of a sample. NaN if unknown.</summary>
    internal double Most(Resource resource) => _most[(int)resource];

    /// <summary>Its value in the current sample. NaN if unknown.</summary>
    internal double InSample(Resource resource) => _sample[(int)resource];

    internal UsageSeries? Series(Resource resource) => _series[(int)resource];

    /// <summary>Number of cells in memory.</summary>
    internal int Cells => _series.Sum(static series => series?.Cells ?? 0);

    /// <summary>Adds what one of its processes used in the current sample.</summary>
    internal void Add(in Usage usage)
    {
        IsInSample = true;
        _sample.Add(usage);
    }

    /// <summary>Ends the current sample.</summary>
    /// <param name="bucket">The bucket of the sample.</param>
    /// <param name="weights">The parts of the bucket.</param>
    /// <param name="all">All processes. From one hundredth of them on, it gets a series again. Null for all processes themselves.</param>
    internal void EndSample(int bucket, in Usage weights, UsageEntity? all)
    {
        for (int i = 0; i < Usage.Count; i++)
        {
            double value = _sample[i];
            double weight = weights[i];
            if (double.IsNaN(value) || weight <= 0) continue;
            if (_series[i] is null && (!IsLate || all is null || value * 100 >= all._sample[i])) _series[i] = new UsageSeries();
            _series[i]?.Add(bucket, value, weight);
            _used[i] = (double.IsNaN(_used[i]) ? 0 : _used[i]) + (value * weight);
        }

        _most.Raise(_sample);
        IsInSample = false;
        _sample = Usage.Unknown;
    }

    /// <summary>The largest share that it has of any resource, from 0 to 1.</summary>
    internal double ShareOf(UsageEntity all)
    {
        double share = 0;
        for (int i = 0; i < Usage.Count; i++)
            if (_used[i] > 0 && all._used[i] > 0) share = Math.Max(share, _used[i] / all._used[i]);
        return share;
    }

    /// <summary>Keeps its totals, and no values over time.</summary>
    internal void DropSeries()
    {
        IsLate = true;
        Array.Clear(_series);
    }

    /// <summary>Follows a timeline that was thinned.</summary>
    internal void Thin(int[] target)
    {
        foreach (UsageSeries? series in _series) series?.Thin(target);
    }
}
