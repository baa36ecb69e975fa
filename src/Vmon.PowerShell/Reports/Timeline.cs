namespace Vmon.PowerShell.Reports;

/// <summary>
/// The samples of a report in buckets, each of the same number of consecutive samples. When there are too many buckets, each two become one: memory is bounded, however long the watch is.
/// </summary>
internal sealed class Timeline
{
    /// <summary>The most buckets. Thinning leaves half of them, which a wide screen can still show.</summary>
    internal const int Most = 1024;

    private readonly List<TimeBucket> _buckets = [];

    /// <summary>Raised when buckets became fewer, with the new index of each old bucket.</summary>
    internal event Action<int[]>? Thinned;

    internal IReadOnlyList<TimeBucket> Buckets => _buckets;

    /// <summary>Number of samples in a bucket, of which the last one before a gap or the end can have fewer.</summary>
    internal int SamplesPerBucket { get; private set; } = 1;

    internal long Samples { get; private set; }

    /// <summary>Begins a sample.</summary>
    /// <param name="time">When it was taken.</param>
    /// <param name="interval">Time since the sample before. Null for the first one, and after missing samples, which begin a bucket of their own.</param>
    /// <returns>The index of its bucket.</returns>
    internal int Begin(DateTimeOffset time, TimeSpan? interval)
    {
        bool isAfterGap = interval is null && _buckets.Count > 0;
        if (_buckets.Count == Most && !Joins(isAfterGap)) Halve();
        if (Joins(isAfterGap)) _buckets[^1].Take(time, interval);
        else _buckets.Add(new TimeBucket(time, interval, isAfterGap));
        Samples++;
        return _buckets.Count - 1;
    }

    private bool Joins(bool isAfterGap) => !isAfterGap && _buckets is [.., var last] && last.Samples < SamplesPerBucket;

    private void Halve()
    {
        SamplesPerBucket *= 2;

        // With a gap before every second bucket, hardly any could become one.
        int[] target = Plan(acrossGaps: false);
        if (target[^1] > Most * 3 / 4) target = Plan(acrossGaps: true);
        for (int i = 0; i < target.Length; i++)
        {
            if (i > 0 && target[i] == target[i - 1]) _buckets[target[i]].Join(_buckets[i]);
            else _buckets[target[i]] = _buckets[i];
        }

        _buckets.RemoveRange(target[^1] + 1, target.Length - target[^1] - 1);
        Thinned?.Invoke(target);
    }

    private int[] Plan(bool acrossGaps)
    {
        int[] target = new int[_buckets.Count];
        int samples = 0;
        for (int i = 0; i < target.Length; i++)
        {
            TimeBucket bucket = _buckets[i];
            bool isJoined = i > 0 && samples + bucket.Samples <= SamplesPerBucket && (acrossGaps || !bucket.IsAfterGap);
            target[i] = i == 0 ? 0 : target[i - 1] + (isJoined ? 0 : 1);
            samples = (isJoined ? samples : 0) + bucket.Samples;
        }

        return target;
    }
}

/// <summary>Consecutive samples that a report shows as one.</summary>
internal sealed class TimeBucket
{
    internal TimeBucket(DateTimeOffset time, TimeSpan? interval, bool isAfterGap)
    {
        First = time;
        IsAfterGap = isAfterGap;
        Take(time, interval);
    }

    /// <summary>Time of the first sample.</summary>
    internal DateTimeOffset First { get; }

    /// <summary>Time of the last sample.</summary>
    internal DateTimeOffset Last { get; private set; }

    internal int Samples { get; private set; }

    /// <summary>Length of the intervals of its samples, over which rates are. 0 if no sample has one.</summary>
    internal double Seconds { get; private set; }

    /// <summary>Whether samples are missing before it.</summary>
    internal bool IsAfterGap { get; }

    internal void Take(DateTimeOffset time, TimeSpan? interval)
    {
        Last = time;
        Samples++;
        Seconds += interval?.TotalSeconds ?? 0;
    }

    internal void Join(TimeBucket next)
    {
        Last = next.Last;
        Samples += next.Samples;
        Seconds += next.Seconds;
    }
}
