namespace Vmon;

/// <summary>All processes of one sample of a watch, depth first, parents before children. Immutable.</summary>
/// <param name="Sample">Number of the sample, from 1.</param>
/// <param name="Interval">Length of the sample's interval. Null for the first sample.</param>
/// <param name="Processes">The processes, including those that exited since the previous sample.</param>
public sealed record ProcessSnapshot(long Sample, TimeSpan? Interval, IReadOnlyList<ProcessSample> Processes);
