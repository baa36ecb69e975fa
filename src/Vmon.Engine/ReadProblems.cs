namespace Vmon;

/// <summary>Files that exist and could not be read: they are too large, or not in the expected format.</summary>
/// <param name="Count">Number of such files.</param>
/// <param name="Path">Path of the first of them, relative to the root.</param>
/// <param name="IsTooLarge">Whether the first of them is larger than the kernel writes it.</param>
public readonly record struct UnreadFiles(int Count, string? Path, bool IsTooLarge)
{
    internal UnreadFiles With(string path, bool isTooLarge) => Count == 0 ? new UnreadFiles(1, path, isTooLarge) : this with { Count = Count + 1 };
}

/// <summary>Denied files of a sample.</summary>
/// <param name="Processes">Number of processes with denied files.</param>
/// <param name="DataSets">Denied data sets. None if only whole processes were denied (hidepid).</param>
/// <param name="Example">Name and PID of the first such process, or its PID alone if its name is denied. Null if there is none.</param>
public readonly record struct DeniedSummary(int Processes, ProcessDataSets DataSets, string? Example);

/// <summary>Open files that a sample counted and did not list, because the list would take too much memory.</summary>
/// <param name="Processes">Number of processes whose files were not all listed.</param>
/// <param name="Listed">Number of listed descriptors of these processes.</param>
/// <param name="Open">Number of open descriptors of these processes.</param>
/// <param name="First">One of these processes. Null if there are none.</param>
public readonly record struct FileCutSummary(int Processes, long Listed, long Open, ProcessSample? First);
