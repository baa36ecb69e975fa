using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.ProcFs;

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
