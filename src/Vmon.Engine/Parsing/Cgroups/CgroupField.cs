using System.Numerics;
using System.Runtime.CompilerServices;

namespace Vmon.Parsing.Cgroups;

/// <summary>The numbers of a control group. Times are nanoseconds, sizes are bytes.</summary>
internal enum CgroupField
{
    CpuTime,
    UserTime,
    SystemTime,
    Periods,
    ThrottledPeriods,
    ThrottledTime,
    Bursts,
    BurstTime,
    Quota,
    Period,
    Weight,
    Shares,
    Memory,
    MemoryPeak,
    Swap,
    SwapPeak,

    /// <summary>Memory and swap together, of version 1.</summary>
    MemoryAndSwap,
    LowEvents,
    HighEvents,
    MaxEvents,
    OomEvents,
    OomKills,
    OomGroupKills,
    SwapHighEvents,
    SwapMaxEvents,
    SwapFailures,
    MemoryMax,
    MemoryHigh,
    MemoryLow,
    MemoryMin,
    SwapMax,

    /// <summary>Of memory and swap together, of version 1.</summary>
    MemoryAndSwapMax,
    Tasks,
    TasksPeak,
    TasksMax,
    TasksMaxEvents,
    IsPopulated,
    IsFrozen,

    /// <summary>The number of fields.</summary>
    Count,
}

/// <summary>The numbers of a control group in one sample, as far as they are known.</summary>
internal struct CgroupNumbers
{
    /// <summary>The value of a limit that is not set.</summary>
    internal const long Unlimited = long.MaxValue;

    private Values _values;

    /// <summary>A bit for each known field.</summary>
    internal ulong Known { readonly get; private set; }

    internal long? this[CgroupField field]
    {
        readonly get => (Known >> (int)field & 1) == 0 ? null : _values[(int)field];
        set
        {
            _values[(int)field] = value ?? 0;
            Known = value is null ? Known & ~(1UL << (int)field) : Known | 1UL << (int)field;
        }
    }

    /// <summary>A limit. Null if it is unknown, or if there is none.</summary>
    internal readonly long? Limit(CgroupField field) => this[field] is { } limit && limit != Unlimited ? limit : null;

    /// <summary>The fields that both have with different values.</summary>
    internal readonly ulong Differing(in CgroupNumbers other)
    {
        ulong differing = 0;
        for (ulong both = Known & other.Known; both != 0; both &= both - 1)
        {
            int field = BitOperations.TrailingZeroCount(both);
            if (_values[field] != other._values[field]) differing |= 1UL << field;
        }

        return differing;
    }

    [InlineArray((int)CgroupField.Count)]
    private struct Values
    {
        private long _first;
    }
}
