namespace Vmon;

/// <summary>Open files that a sample counted and did not list, because the list would take too much memory.</summary>
/// <param name="Processes">Number of processes whose files were not all listed.</param>
/// <param name="Listed">Number of listed descriptors of these processes.</param>
/// <param name="Open">Number of open descriptors of these processes.</param>
/// <param name="First">One of these processes. Null if there are none.</param>
public readonly record struct FileCutSummary(int Processes, long Listed, long Open, ProcessSample? First);
