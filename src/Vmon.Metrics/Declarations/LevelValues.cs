using System.Runtime.CompilerServices;

namespace Vmon.Metrics.Declarations;

/// <summary>A number for each <see cref="GroupLevel"/>.</summary>
[InlineArray(Count)]
internal struct LevelValues
{
    internal const int Count = (int)GroupLevel.Uptime + 1;

    private long _first;

    /// <summary>The number of a level.</summary>
    internal long this[GroupLevel level]
    {
        readonly get => this[(int)level];
        set => this[(int)level] = value;
    }

    /// <summary>Adds the levels of other processes. The oldest of both is the oldest.</summary>
    internal void Add(in LevelValues other)
    {
        long uptime = Math.Max(this[GroupLevel.Uptime], other[GroupLevel.Uptime]);
        for (int i = 0; i < Count; i++) this[i] += other[i];
        this[GroupLevel.Uptime] = uptime;
    }
}
