using System.Runtime.InteropServices;

namespace Vmon.Native;

// Holds and awaits processes by system call number, the same on all architectures, because glibc has functions only since 2.36.
internal static unsafe partial class Libc
{
    internal const int SendSignalToProcess = 424;
    internal const int OpenProcess = 434;
    internal const int EventCloseOnExec = 0x80000;

    /// <summary>pidfd_open(2).</summary>
    internal static int PidFdOpen(int pid) => (int)SystemCall(OpenProcess, pid, 0, 0, 0);

    /// <summary>pidfd_send_signal(2).</summary>
    internal static int PidFdSendSignal(int descriptor, int signal) => (int)SystemCall(SendSignalToProcess, descriptor, signal, 0, 0);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int EventFd(uint count, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, void* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third, nint fourth);
}
