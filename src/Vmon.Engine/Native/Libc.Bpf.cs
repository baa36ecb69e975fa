using System.Runtime.InteropServices;

namespace Vmon.Native;

// bpf(2), for which libc has no function.
internal static unsafe partial class Libc
{
    internal const int BpfLoadProgram = 5;
    internal const int BpfCreateLink = 28;
    internal const int BpfCreateIterator = 33;
    internal const uint BpfTracing = 26;
    internal const uint BpfTraceIterator = 28;

    /// <summary>Number of the system call. Null if unknown for the architecture.</summary>
    internal static int? BpfNumberOf(Architecture architecture) => architecture switch
    {
        Architecture.X64 => 321,
        Architecture.Arm64 => 280,
        _ => null,
    };

    /// <summary>All descriptors that it gives are closed on exec.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint Bpf(nint number, nint command, void* attributes, nint size);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, byte* buffer, nint count);
}
