namespace Vmon.Compare.Measuring;

/// <summary>Cost of one round of one peer.</summary>
/// <param name="PerSample">CPU time of one sample of all processes, user and system, in µs.</param>
/// <param name="Start">CPU time of start-up and the first sample, in ms. Null if the peer takes only one sample.</param>
/// <param name="Processes">Number of processes in a sample. Null if the peer samples all and does not count them.</param>
/// <param name="Engine">What Vmon measures itself. Null for other peers.</param>
internal readonly record struct Cost(double PerSample, double? Start, double? Processes = null, EngineFacts? Engine = null)
{
    internal double PerProcess => PerSample / (Processes ?? double.NaN);
}
