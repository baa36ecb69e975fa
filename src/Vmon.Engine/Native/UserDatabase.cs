using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>The users of this machine, from all sources of nsswitch.conf. A lookup can be slow.</summary>
internal static unsafe class UserDatabase
{
    private const int FirstSize = 1024;
    private const int LargestSize = 1024 * 1024;

    /// <summary>Name of a user. Null if unknown.</summary>
    /// <returns>False if the lookup failed, for example for lack of descriptors.</returns>
    internal static bool TryName(uint user, out string? name)
    {
        name = null;
        for (int size = FirstSize; size <= LargestSize; size *= 4)
        {
            byte[] strings = new byte[size];
            fixed (byte* buffer = strings)
            {
                PasswordEntry entry;
                PasswordEntry* found;
                Errno errno = (Errno)Libc.GetPwUid(user, &entry, buffer, size, &found);
                if (errno == Errno.None && found != null) name = Marshal.PtrToStringUTF8((nint)found->Name);
                if (errno != Errno.ERANGE) return errno is Errno.None or Errno.ENOENT or Errno.ESRCH or Errno.EPERM;
            }
        }

        return false;
    }
}

/// <summary>struct passwd of 64-bit Linux: only the name is read, the size is libc's.</summary>
[StructLayout(LayoutKind.Sequential, Size = 48)]
internal unsafe struct PasswordEntry
{
    internal byte* Name;
}
