namespace Vmon;

/// <summary>Data of an event about a pipe or FIFO.</summary>
/// <param name="pipe">Identity of the pipe or FIFO.</param>
public sealed class PipeEventArgs(PipeIdentity pipe) : EventArgs
{
    /// <summary>Identity of the pipe or FIFO.</summary>
    public PipeIdentity Pipe { get; } = pipe;
}
