using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>What the kernel tells any user of a process by a pidfd that was opened while the process existed (PIDFD_GET_INFO).</summary>
internal static unsafe partial class PidFdInfo
{
    // _IOWR(0xff, 11, struct pidfd_info), in the size of its first version.
    private const nuint GetInfo = 0xc040_ff0b;
    private const ulong Exit = 1 << 3;

    /// <summary>
    /// The wait status of a process that exited and that its parent waited for. Null before that, and before kernel 6.15.
    /// </summary>
    internal static int? ExitStatus(int pidfd)
    {
        Info info = new() { Mask = Exit };
        return Control(pidfd, GetInfo, &info) == 0 && (info.Mask & Exit) != 0 ? info.ExitStatus : null;
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, nuint request, Info* argument);

    // mask 8 | control group 8 | process, thread group, parent 4 each | users and groups 8 times 4 | exit code 4
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct Info
    {
        [FieldOffset(0)]
        internal ulong Mask;

        [FieldOffset(60)]
        internal int ExitStatus;
    }
}
