namespace Vmon;

/// <summary>Outcome of waiting for a process.</summary>
public enum WaitOutcome
{
    /// <summary>Not finished.</summary>
    Pending,

    /// <summary>The process met the condition.</summary>
    Met,

    /// <summary>The process exited. Its parent may not have waited for it yet.</summary>
    Exited,
}
