namespace Vmon.Accounting.Closure;

/// <summary>Usage of a build.</summary>
/// <param name="Cpu">CPU time in seconds.</param>
/// <param name="Bytes">Bytes written. Null if a tool does not show them.</param>
/// <param name="Processes">Number of processes that exited, or that a tool showed.</param>
/// <param name="Repeated">Number of exits that were reported again.</param>
internal sealed record Usage(double Cpu, long? Bytes, int Processes, int Repeated = 0);
