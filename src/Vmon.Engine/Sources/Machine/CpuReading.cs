using Vmon.Parsing.Machine;

namespace Vmon.Sources.Machine;

/// <summary>A cpu line, and the two readings of its difference.</summary>
/// <param name="Times">The line.</param>
/// <param name="Now">What it is now: the line, or a sum over CPUs.</param>
/// <param name="Before">What it was in the sample before; null without one.</param>
/// <param name="MostTicks">More ticks than this cannot have passed in the interval; null if unknown.</param>
internal readonly record struct CpuReading(CpuTimes Times, CpuTimes Now, CpuTimes? Before, long? MostTicks)
{
    /// <summary>Ticks of the interval in all modes. Null without a previous sample, and if unknown.</summary>
    internal long? Total
    {
        get
        {
            // IO wait is known to decrease slightly. Without the idle time, no percentage is known.
            if (Increase(CpuMode.Idle) is null) return null;
            long total = 0;
            for (CpuMode mode = 0; (int)mode < CpuTimes.Disjoint; mode++) total += Increase(mode) ?? 0;
            return total > MostTicks ? null : total;
        }
    }

    /// <summary>Ticks of the interval in a mode. Null if the counter decreased.</summary>
    internal long? Increase(CpuMode mode) => Now[mode] - Before?[mode] is >= 0 and long increase ? increase : null;

    internal bool HasChanged(CpuMode mode) => Now[mode] - Before?[mode] is not (null or 0);
}
