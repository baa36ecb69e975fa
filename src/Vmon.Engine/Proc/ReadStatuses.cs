using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.Proc;

/// <summary>Converts an errno to a status.</summary>
internal static class ReadStatuses
{
    [ThreadStatic]
    private static long _shortages;

    /// <summary>How often a call of this thread failed because descriptors or memory were used up.</summary>
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

    /// <summary>Counts a shortage, also one that another thread met on behalf of this one.</summary>
    internal static ReadStatus Exhausted()
    {
        _shortages++;
        return ReadStatus.Exhausted;
    }
}
