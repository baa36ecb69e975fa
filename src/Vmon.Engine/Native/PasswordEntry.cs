using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>struct passwd of 64-bit Linux: only the name is read, the size is libc's.</summary>
[StructLayout(LayoutKind.Sequential, Size = 48)]
internal unsafe struct PasswordEntry
{
    internal byte* Name;
}
