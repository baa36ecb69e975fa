namespace Vmon.Proc;

/// <summary>How reading one file of /proc ended. Nothing of this is exceptional.</summary>
internal enum ReadStatus : byte
{
    /// <summary>Not asked for, or not tried yet.</summary>
    NotRead,

    /// <summary>Read, and understood.</summary>
    Ok,

    /// <summary>Not there: the process has gone, or this kernel has no such file.</summary>
    Gone,

    /// <summary>The kernel refused.</summary>
    Denied,

    /// <summary>Out of descriptors or memory: it says nothing about the process.</summary>
    Exhausted,

    /// <summary>Read, but not what the format promises.</summary>
    Malformed,

    /// <summary>Longer than anything that the kernel tells of a process, or of the machine: not read to its end.</summary>
    TooLarge,

    /// <summary>Any other error.</summary>
    Failed,
}
