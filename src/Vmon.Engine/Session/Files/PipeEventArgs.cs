namespace Vmon;

/// <summary>A pipe or FIFO that the event is about.</summary>
/// <param name="pipe">Which one.</param>
public sealed class PipeEventArgs(PipeIdentity pipe) : EventArgs
{
    /// <summary>Which one.</summary>
    public PipeIdentity Pipe { get; } = pipe;
}
