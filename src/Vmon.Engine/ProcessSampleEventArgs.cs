namespace Vmon;

/// <summary>Data of an event about a process.</summary>
/// <param name="process">The process.</param>
public sealed class ProcessSampleEventArgs(ProcessSample process) : EventArgs
{
    /// <summary>The process.</summary>
    public ProcessSample Process { get; } = process;
}
