using Vmon.Parsing;

namespace Vmon.Sampling;

/// <summary>A cpu line, and the two readings that its difference is made of.</summary>
internal readonly record struct CpuReading(CpuTimes Times, CpuTimes Now, CpuTimes? Before)
{
    /// <summary>The ticks of this interval in all modes; null without a sample before, or where they cannot be known.</summary>
    internal long? Total
    {
        get
        {
            // Waiting for IO is known to run backwards, by little. Without the idle time nothing can be said.
            if (Increase(CpuMode.Idle) is null) return null;
            long total = 0;
            for (CpuMode mode = 0; (int)mode < CpuTimes.Disjoint; mode++) total += Increase(mode) ?? 0;
            return total;
        }
    }

    /// <summary>The ticks of this interval in a mode; null for one that ran backwards.</summary>
    internal long? Increase(CpuMode mode) => Now[mode] - Before?[mode] is >= 0 and long increase ? increase : null;

    internal bool HasChanged(CpuMode mode) => Now[mode] - Before?[mode] is not (null or 0);
}
