namespace Vmon;

/// <summary>A process, as the sample saw it that the event is about.</summary>
/// <param name="process">The process.</param>
public sealed class ProcessSampleEventArgs(ProcessSample process) : EventArgs
{
    /// <summary>The process.</summary>
    public ProcessSample Process { get; } = process;
}
