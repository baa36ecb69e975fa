namespace Vmon;

/// <summary>Exception thrown by an event handler.</summary>
/// <param name="error">The exception.</param>
public sealed class HandlerFailedEventArgs(Exception error) : EventArgs
{
    /// <summary>The exception.</summary>
    public Exception Error { get; } = error;
}
