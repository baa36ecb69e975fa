namespace Vmon.PowerShell.Reports;

/// <summary>
/// The processes, programs or services of a report. Bounded: those that use least are left out when there are too many, and lose their series when these take too much memory.
/// What they used is part of the total, from which the report derives "other".
/// </summary>
/// <typeparam name="TKey">What identifies one.</typeparam>
/// <typeparam name="TEntity">Its type.</typeparam>
/// <param name="total">All processes together.</param>
internal sealed class UsageTable<TKey, TEntity>(UsageEntity total)
    where TKey : notnull
    where TEntity : UsageEntity
{
    /// <summary>The most entities, unless one sample has more than half as many.</summary>
    internal const int MostEntities = 8192;

    /// <summary>The most cells of series: 48 MB.</summary>
    internal const int MostCells = 3 << 20;

    private readonly Dictionary<TKey, TEntity> _entities = [];
    private readonly List<TEntity> _inSample = [];

    internal IReadOnlyCollection<TEntity> Entities => _entities.Values;

    /// <summary>Number of entities that were left out.</summary>
    internal long LeftOut { get; private set; }

    internal TEntity? Find(TKey key) => _entities.GetValueOrDefault(key);

    internal void Add(TKey key, TEntity entity) => _entities.Add(key, entity);

    /// <summary>Adds what a process used in the current sample.</summary>
    internal void Count(TEntity entity, in Usage usage)
    {
        if (!entity.IsInSample) _inSample.Add(entity);
        entity.Add(usage);
    }

    /// <summary>Ends the current sample, before that of the total.</summary>
    internal void EndSample(int bucket, in Usage weights)
    {
        foreach (TEntity entity in _inSample) entity.EndSample(bucket, weights, total);
        if (_entities.Count > Math.Max(MostEntities, 2 * _inSample.Count)) Trim();
        _inSample.Clear();
    }

    /// <summary>Follows a timeline that was thinned.</summary>
    internal void Thin(int[] target)
    {
        foreach (TEntity entity in _entities.Values) entity.Thin(target);
    }

    /// <summary>Limits the memory of series. Called from time to time.</summary>
    internal void LimitCells()
    {
        long cells = _entities.Values.Sum(static entity => (long)entity.Cells);
        if (cells <= MostCells) return;
        foreach (TEntity entity in _entities.Values.OrderBy(entity => entity.ShareOf(total)))
        {
            if (cells <= MostCells / 2) break;
            cells -= entity.Cells;
            entity.DropSeries();
        }
    }

    private void Trim()
    {
        HashSet<TEntity> living = [.. _inSample];
        TKey[] least =
        [
            .. _entities.Where(entry => !living.Contains(entry.Value)).OrderBy(entry => entry.Value.ShareOf(total)).Select(static entry => entry.Key).Take(_entities.Count / 4),
        ];
        foreach (TKey key in least) _ = _entities.Remove(key);
        LeftOut += least.Length;
    }
}
