using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>struct statfs of 64-bit Linux: only the type is read, the size is the kernel's.</summary>
[StructLayout(LayoutKind.Sequential, Size = 120)]
internal struct StatFs
{
    internal long Type;
}
