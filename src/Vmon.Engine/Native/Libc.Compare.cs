using System.Runtime.InteropServices;

namespace Vmon.Native;

// kcmp(2), for which libc has no function.
internal static unsafe partial class Libc
{
    private const int CompareFiles = 2;

    private static readonly int? CompareNumber = CompareNumberOf(RuntimeInformation.ProcessArchitecture);

    /// <summary>Number of the system call. Null if unknown for the architecture.</summary>
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
}
