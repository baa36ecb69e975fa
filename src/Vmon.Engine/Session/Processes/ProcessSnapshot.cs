namespace Vmon;

/// <summary>All processes of one sample of a watch, depth first, parents before children. Immutable.</summary>
/// <param name="Sample">Number of the sample, from 1.</param>
/// <param name="Interval">The interval of the sample; null for the first.</param>
/// <param name="Processes">The processes; those that have ended since the sample before are there once more, stale.</param>
public sealed record ProcessSnapshot(long Sample, TimeSpan? Interval, IReadOnlyList<ProcessSample> Processes);
