namespace Vmon;

/// <summary>Seccomp mode of a process: the line Seccomp of /proc/PID/status.</summary>
public enum SeccompMode
{
    /// <summary>All.</summary>
    Disabled = 0,

    /// <summary>Only read, write, exit and sigreturn.</summary>
    Strict = 1,

    /// <summary>Those that its filters allow.</summary>
    Filter = 2,
}
