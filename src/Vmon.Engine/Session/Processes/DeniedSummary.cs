namespace Vmon;

/// <summary>What the kernel refused in a sample.</summary>
/// <param name="Processes">How many processes it concerns.</param>
/// <param name="Wants">What was refused; none where the processes themselves are hidden.</param>
public readonly record struct DeniedSummary(int Processes, ProcessWants Wants);
