namespace Vmon.Compare.Measuring;

/// <summary>What one round of one peer cost.</summary>
/// <param name="PerSample">CPU time of a sample of all its processes, user and system, µs.</param>
/// <param name="Start">CPU time of start-up and the first sample, ms; null where that is all there is.</param>
/// <param name="Processes">How many were sampled; null for all of the machine, uncounted.</param>
/// <param name="Engine">What only Vmon tells of itself.</param>
internal readonly record struct Cost(double PerSample, double? Start, double? Processes = null, EngineFacts? Engine = null)
{
    internal double PerProcess => PerSample / (Processes ?? double.NaN);
}
