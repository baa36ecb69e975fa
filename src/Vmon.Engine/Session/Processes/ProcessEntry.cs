namespace Vmon;

/// <summary>A process as a list names it.</summary>
/// <param name="Id">Pid.</param>
/// <param name="ProcessName">The name, as a sample has it.</param>
/// <param name="CommandLine">The command line, as a sample has it, cut after 4 kB; empty for a kernel thread, and where it could not be read.</param>
public sealed record ProcessEntry(int Id, string ProcessName, string CommandLine);
