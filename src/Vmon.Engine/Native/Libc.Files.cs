using System.Runtime.InteropServices;

namespace Vmon.Native;

internal static unsafe partial class Libc
{
    internal const int NoFollow = 0x100;
    internal const int NoAutomount = 0x800;
    internal const int EmptyPath = 0x1000;
    internal const int DontSync = 0x4000;
    internal const uint StatBasic = 0x7ff;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    internal static partial int StatX(int directory, byte* path, int flags, uint mask, StatX* result);

    [LibraryImport("libc", EntryPoint = "getxattr", SetLastError = true)]
    internal static partial nint GetXAttr(byte* path, byte* name, byte* value, nint size);
}
