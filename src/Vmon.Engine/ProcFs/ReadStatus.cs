namespace Vmon.ProcFs;

/// <summary>Result of reading a file in /proc.</summary>
internal enum ReadStatus : byte
{
    /// <summary>Not requested, or not read yet.</summary>
    NotRead,

    /// <summary>Read, and understood.</summary>
    Ok,

    /// <summary>The file does not exist: the process exited, or this kernel does not have the file.</summary>
    Gone,

    /// <summary>Permission denied.</summary>
    Denied,

    /// <summary>Out of descriptors or memory. The state of the process is unknown.</summary>
    Exhausted,

    /// <summary>Not in the expected format.</summary>
    Malformed,

    /// <summary>Larger than the kernel writes the file, and not read to its end.</summary>
    TooLarge,

    /// <summary>Any other error.</summary>
    Failed,
}
