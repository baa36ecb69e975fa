namespace Vmon;

/// <summary>What the kernel refused in a sample.</summary>
/// <param name="Processes">How many processes it concerns.</param>
/// <param name="DataSets">What was refused; none where the processes themselves are hidden.</param>
/// <param name="Example">Name and pid of the first of them, or its pid alone where its name is hidden; null where there is none.</param>
public readonly record struct DeniedSummary(int Processes, ProcessDataSets DataSets, string? Example);
