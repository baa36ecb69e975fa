using System.Runtime.CompilerServices;

namespace Vmon.Metrics.Declarations;

/// <summary>A number for each <see cref="GroupCounter"/>: nanoseconds, bytes or a count.</summary>
[InlineArray(Count)]
internal struct CounterValues
{
    internal const int Count = (int)GroupCounter.ExitUnknown + 1;

    private long _first;

    /// <summary>The number of a counter.</summary>
    internal long this[GroupCounter counter]
    {
        readonly get => this[(int)counter];
        set => this[(int)counter] = value;
    }

    internal void Add(in CounterValues other)
    {
        for (int i = 0; i < Count; i++) this[i] += other[i];
    }

    internal void Subtract(in CounterValues other)
    {
        for (int i = 0; i < Count; i++) this[i] -= other[i];
    }
}
