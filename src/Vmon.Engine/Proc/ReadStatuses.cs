using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.Proc;

/// <summary>The one place where an errno becomes a status.</summary>
internal static class ReadStatuses
{
    internal static Errno LastErrno => (Errno)Marshal.GetLastPInvokeError();

    internal static ReadStatus OfLastError() => Of(LastErrno);

    internal static ReadStatus Of(Errno errno) => errno switch
    {
        Errno.ENOENT or Errno.ESRCH or Errno.ENOTDIR => ReadStatus.Gone,
        Errno.EACCES or Errno.EPERM => ReadStatus.Denied,
        Errno.EMFILE or Errno.ENFILE or Errno.ENOMEM => ReadStatus.Exhausted,
        _ => ReadStatus.Failed,
    };
}
