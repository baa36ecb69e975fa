namespace Vmon;

/// <summary>Result of holding a process, or of sending it a signal.</summary>
public enum HoldStatus
{
    /// <summary>Success.</summary>
    Ok,

    /// <summary>The process exited. Its parent may not have waited for it yet.</summary>
    Exited,

    /// <summary>The process exited, and another process reuses its PID.</summary>
    Replaced,

    /// <summary>The process belongs to a captured tree or another PID namespace. Its PID is not valid on this machine.</summary>
    NotLocal,

    /// <summary>Permission denied.</summary>
    Denied,

    /// <summary>The kernel is older than 5.3, or a seccomp filter denies the call.</summary>
    Unsupported,

    /// <summary>Out of descriptors or memory, or another failure unrelated to the process.</summary>
    Failed,
}
