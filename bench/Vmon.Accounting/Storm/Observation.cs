namespace Vmon.Accounting.Storm;

/// <summary>A storm beside an observer.</summary>
/// <param name="Storm">What the storm measured.</param>
/// <param name="Cpu">CPU usage of the observer during the storm, as a share of one core.</param>
/// <param name="Seen">Number of exits that the observer saw.</param>
/// <param name="Lost">Number of events that it says it lost. Null if it does not say.</param>
internal readonly record struct Observation(StormResult Storm, double Cpu, long Seen, long? Lost);
