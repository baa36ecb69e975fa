namespace Vmon;

/// <summary>Data of an event about a sample.</summary>
/// <param name="sample">Its number.</param>
/// <param name="isTopLevelChanged">Whether the set of processes without a parent in the watch changed.</param>
public sealed class SampledEventArgs(long sample, bool isTopLevelChanged) : EventArgs
{
    /// <summary>Number of the sample in its watch, starting at 1.</summary>
    public long Sample { get; } = sample;

    /// <summary>Whether the set of processes without a parent in the watch changed.</summary>
    public bool IsTopLevelChanged { get; } = isTopLevelChanged;
}
