namespace Vmon;

/// <summary>How holding a process, or sending it a signal, ended. Nothing of this is exceptional.</summary>
public enum HoldStatus
{
    /// <summary>Done.</summary>
    Ok,

    /// <summary>The process has ended; its parent may not have waited for it yet.</summary>
    Ended,

    /// <summary>The process has ended, and another has its pid.</summary>
    Replaced,

    /// <summary>It is of a captured tree or another PID namespace: here, its pid is another's or nobody's.</summary>
    NotLocal,

    /// <summary>The kernel refused.</summary>
    Denied,

    /// <summary>The kernel is older than 5.3, or keeps this call from the process (seccomp).</summary>
    Unsupported,

    /// <summary>Out of descriptors or memory, or any other failure that says nothing about the process.</summary>
    Failed,
}
