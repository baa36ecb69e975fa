namespace Vmon;

/// <summary>Open files that a sample has only counted, as all of them would take too much memory.</summary>
/// <param name="Processes">How many processes have such.</param>
/// <param name="Listed">How many descriptors of these were listed.</param>
/// <param name="Open">How many descriptors these have.</param>
/// <param name="First">One of them; null for none.</param>
public readonly record struct FileCutSummary(int Processes, long Listed, long Open, ProcessSample? First);
