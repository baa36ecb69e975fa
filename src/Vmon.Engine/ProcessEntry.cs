namespace Vmon;

/// <summary>A process in a ProcessList.</summary>
/// <param name="Id">Process identifier (PID).</param>
/// <param name="ProcessName">Name of the process, as in ProcessSample.</param>
/// <param name="CommandLine">Command line, as in ProcessSample, truncated after 4 kB. Empty for a kernel thread, and if not readable.</param>
public sealed record ProcessEntry(int Id, string ProcessName, string CommandLine);
