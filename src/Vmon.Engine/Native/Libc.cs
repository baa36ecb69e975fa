using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>The libc calls that sampling needs, on plain descriptors: -1 and errno, never an exception.</summary>
internal static unsafe partial class Libc
{
    internal const int CurrentDirectory = -100;
    internal const int ReadOnly = 0;
    internal const int NonBlocking = 0x800;
    internal const int CloseOnExec = 0x80000;
    internal const int PathOnly = 0x200000;

    /// <summary>O_DIRECTORY. Its value on ARM and PowerPC differs, where 0x10000 has another meaning.</summary>
    internal static readonly int Directory = DirectoryOf(RuntimeInformation.ProcessArchitecture);

    /// <summary>O_NOFOLLOW, which differs as O_DIRECTORY does.</summary>
    internal static readonly int OpenNoFollow = 2 * Directory;

    internal static int DirectoryOf(Architecture architecture) =>
        architecture is Architecture.Arm or Architecture.Armv6 or Architecture.Arm64 or Architecture.Ppc64le ? 0x4000 : 0x10000;

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    internal static partial int OpenAt(int directory, byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "pread64", SetLastError = true)]
    internal static partial nint PRead(int descriptor, byte* buffer, nint count, long offset);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, void* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    internal static partial nint GetDents(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    internal static partial nint ReadLinkAt(int directory, byte* path, byte* buffer, nint count);

    internal const int NoFollow = 0x100;
    internal const int NoAutomount = 0x800;
    internal const int EmptyPath = 0x1000;
    internal const int DontSync = 0x4000;
    internal const uint StatBasic = 0x7ff;
    internal const int ProcSuperMagic = 0x9fa0;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    internal static partial int StatX(int directory, byte* path, int flags, uint mask, StatX* result);

    [LibraryImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    internal static partial int FStatFs(int descriptor, StatFs* result);

    [LibraryImport("libc", EntryPoint = "statvfs", SetLastError = true)]
    internal static partial int StatVfs(byte* path, StatVfs* result);

    [LibraryImport("libc", EntryPoint = "getxattr", SetLastError = true)]
    internal static partial nint GetXAttr(byte* path, byte* name, byte* value, nint size);

    internal const int AddressFamilyNetlink = 16;
    internal const int SocketRaw = 3;
    internal const int SocketCloseOnExec = 0x80000;
    internal const int NetlinkSockDiag = 4;
    internal const short PollIn = 1;
    internal const int EventCloseOnExec = 0x80000;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    internal static partial nint Send(int socket, byte* bytes, nint count, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    internal static partial nint Receive(int socket, byte* bytes, nint count, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int EventFd(uint count, int flags);

    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    internal static partial int InotifyInit(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true)]
    internal static partial int InotifyAddWatch(int descriptor, byte* path, uint mask);

    [LibraryImport("libc", EntryPoint = "inotify_rm_watch", SetLastError = true)]
    internal static partial int InotifyRemoveWatch(int descriptor, int watch);

    internal const int NetworkNamespace = 0x40000000;

    /// <summary>Moves the thread to a namespace.</summary>
    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    internal static partial int SetNamespace(int descriptor, int type);

    /// <summary>Writes the name of a network interface of the thread's network namespace, of up to 16 bytes. 0 if there is none.</summary>
    [LibraryImport("libc", EntryPoint = "if_indextoname", SetLastError = true)]
    internal static partial nint InterfaceName(uint index, byte* name);

    // By system call number, the same on all architectures, because glibc has functions only since 2.36.
    private const int SendSignalToProcess = 424;
    private const int OpenProcess = 434;

    /// <summary>pidfd_open(2).</summary>
    internal static int PidFdOpen(int pid) => (int)SystemCall(OpenProcess, pid, 0, 0, 0);

    /// <summary>pidfd_send_signal(2).</summary>
    internal static int PidFdSendSignal(int descriptor, int signal) => (int)SystemCall(SendSignalToProcess, descriptor, signal, 0, 0);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third, nint fourth);

    // kcmp(2), for which libc has no function.
    private const int CompareFiles = 2;
    private static readonly int? CompareNumber = CompareNumberOf(RuntimeInformation.ProcessArchitecture);

    /// <summary>Number of the system call kcmp. Null if unknown for the architecture.</summary>
    internal static int? CompareNumberOf(Architecture architecture) => architecture switch
    {
        Architecture.X64 => 312,
        Architecture.Arm64 or Architecture.RiscV64 => 272,
        Architecture.Arm => 378,
        Architecture.Ppc64le => 354,
        Architecture.S390x => 343,
        _ => null,
    };

    /// <summary>Whether two processes share their descriptor table. False also if the kernel denies the comparison.</summary>
    internal static bool HaveSameFiles(int one, int other) =>
        CompareNumber is int number && SystemCall(number, one, other, CompareFiles, 0, 0) == 0;

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third, nint fourth, nint fifth);

    internal const int ClockMonotonic = 1;
    internal const int ClockThreadCpuTime = 3;
    internal const int ClockBootTime = 7;
    internal const int ClockTicksPerSecond = 2;
    internal const int LimitOpenFiles = 7;

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    internal static partial int ClockGetTime(int clock, TimeSpec* result);

    [LibraryImport("libc", EntryPoint = "sysconf", SetLastError = true)]
    internal static partial nint SysConf(int name);

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    internal static partial int GetRLimit(int resource, ResourceLimit* result);

    /// <summary>Returns the error number itself.</summary>
    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    internal static partial int GetPwUid(uint user, PasswordEntry* entry, byte* buffer, nint size, PasswordEntry** found);
}

/// <summary>Error numbers of files and of holding processes, by their names in errno.h.</summary>
internal enum Errno
{
    None = 0,
    EPERM = 1,
    ENOENT = 2,
    ESRCH = 3,
    EINTR = 4,
    EIO = 5,
    EAGAIN = 11,
    ENOMEM = 12,
    EACCES = 13,
    EEXIST = 17,
    ENOTDIR = 20,
    EINVAL = 22,
    ENFILE = 23,
    EMFILE = 24,
    EFBIG = 27,
    ENOSPC = 28,
    ERANGE = 34,
    ENOSYS = 38,
    ELOOP = 40,
    ENOBUFS = 105,
    EDQUOT = 122,
}

/// <summary>struct pollfd.</summary>
internal struct PollDescriptor
{
    internal int Descriptor;
    internal short Events;
    internal short Returned;
}
