using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.ProcFs;

/// <summary>Result of reading a file in /proc.</summary>
internal enum ReadStatus : byte
{
    /// <summary>Not requested, or not read yet.</summary>
    NotRead,

    /// <summary>Read, and in the expected format.</summary>
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

/// <summary>Converts an errno to a status.</summary>
internal static class ReadStatuses
{
    [ThreadStatic]
    private static long _shortages;

    /// <summary>Number of calls of this thread that failed for lack of descriptors or memory.</summary>
    internal static long Shortages => _shortages;

    internal static Errno LastErrno => (Errno)Marshal.GetLastPInvokeError();

    internal static ReadStatus OfLastError() => Of(LastErrno);

    internal static ReadStatus Of(Errno errno) => errno switch
    {
        Errno.ENOENT or Errno.ESRCH or Errno.ENOTDIR => ReadStatus.Gone,
        Errno.EACCES or Errno.EPERM => ReadStatus.Denied,
        Errno.EMFILE or Errno.ENFILE or Errno.ENOMEM => Exhausted(),
        _ => ReadStatus.Failed,
    };

    /// <summary>Counts a shortage, including one that another thread encountered on behalf of this thread.</summary>
    internal static ReadStatus Exhausted()
    {
        _shortages++;
        return ReadStatus.Exhausted;
    }
}
