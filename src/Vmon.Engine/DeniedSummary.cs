namespace Vmon;

/// <summary>Denied files of a sample.</summary>
/// <param name="Processes">Number of processes with denied files.</param>
/// <param name="DataSets">Denied data sets. None if only whole processes were denied (hidepid).</param>
/// <param name="Example">Name and PID of the first such process, or its PID alone if its name is denied. Null if there is none.</param>
public readonly record struct DeniedSummary(int Processes, ProcessDataSets DataSets, string? Example);
