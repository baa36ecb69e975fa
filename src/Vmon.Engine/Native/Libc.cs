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
    internal const int ProcSuperMagic = 0x9fa0;
    internal const int ClockBootTime = 7;
    internal const int ClockTicksPerSecond = 2;
    internal const int LimitOpenFiles = 7;

    /// <summary>O_DIRECTORY, which ARM has otherwise (its 0x10000 is O_DIRECT).</summary>
    internal static readonly int Directory = DirectoryOf(RuntimeInformation.ProcessArchitecture);

    /// <summary>O_NOFOLLOW, which differs as O_DIRECTORY does.</summary>
    internal static readonly int OpenNoFollow = 2 * Directory;

    internal static int DirectoryOf(Architecture architecture) =>
        architecture is Architecture.Arm or Architecture.Armv6 or Architecture.Arm64 or Architecture.Ppc64le ? 0x4000 : 0x10000;

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    internal static partial int OpenAt(int directory, byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "pread64", SetLastError = true)]
    internal static partial nint PRead(int descriptor, byte* buffer, nint count, long offset);

    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    internal static partial nint GetDents(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    internal static partial nint ReadLinkAt(int directory, byte* path, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    internal static partial int FStatFs(int descriptor, StatFs* result);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    internal static partial int ClockGetTime(int clock, TimeSpec* result);

    [LibraryImport("libc", EntryPoint = "sysconf", SetLastError = true)]
    internal static partial nint SysConf(int name);

    /// <summary>Returns the error number itself.</summary>
    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    internal static partial int GetPwUid(uint user, PasswordEntry* entry, byte* buffer, nint size, PasswordEntry** found);

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    internal static partial int GetRLimit(int resource, ResourceLimit* result);
}
