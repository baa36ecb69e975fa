namespace Vmon;

/// <summary>What has come of waiting for a process.</summary>
public enum WaitOutcome
{
    /// <summary>Nothing yet.</summary>
    Pending,

    /// <summary>The condition holds.</summary>
    Met,

    /// <summary>It has ended; its parent may not have waited for it yet.</summary>
    Ended,
}
