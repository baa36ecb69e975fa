namespace Vmon;

/// <summary>Data of an event about a sample.</summary>
/// <param name="sample">Its number.</param>
/// <param name="isTopLevelChanged">Whether the set of processes without a parent in the watch changed.</param>
public sealed class SampledEventArgs(long sample, bool isTopLevelChanged) : EventArgs
{
    /// <summary>Number of the sample in its watch, starting at 1.</summary>
    public long Sample { get; } = sample;

    /// <summary>Whether the set of processes without a parent in the watch changed.</summary>
    public bool IsTopLevelChanged { get; } = isTopLevelChanged;
}

/// <summary>Data of an event about a process.</summary>
/// <param name="process">The process.</param>
public sealed class ProcessSampleEventArgs(ProcessSample process) : EventArgs
{
    /// <summary>The process.</summary>
    public ProcessSample Process { get; } = process;
}

/// <summary>Data of an event about a pipe or FIFO.</summary>
/// <param name="pipe">Identity of the pipe or FIFO.</param>
public sealed class PipeEventArgs(PipeIdentity pipe) : EventArgs
{
    /// <summary>Identity of the pipe or FIFO.</summary>
    public PipeIdentity Pipe { get; } = pipe;
}

/// <summary>Exception thrown by an event handler.</summary>
/// <param name="error">The exception.</param>
public sealed class HandlerFailedEventArgs(Exception error) : EventArgs
{
    /// <summary>The exception.</summary>
    public Exception Error { get; } = error;
}
