using Vmon.Metrics.Declarations;

namespace Vmon.Metrics.Groups;

/// <summary>What a sample has of a process.</summary>
internal struct ProcessUsage
{
    /// <summary>Counters since the process started. Zero for those that are not known so.</summary>
    internal CounterValues Totals;

    /// <summary>What was counted in this sample, of counters that have no total.</summary>
    internal CounterValues Increases;

    /// <summary>What it has now. Not used for a process that exited.</summary>
    internal LevelValues Levels;

    /// <summary>Whether it started since the previous sample, so that its totals began at zero.</summary>
    internal bool IsBorn;

    /// <summary>Whether it exited since the previous sample.</summary>
    internal bool HasExited;
}
