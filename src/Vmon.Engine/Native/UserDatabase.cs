using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>The users of this machine, from all sources of nsswitch.conf. A lookup can be slow.</summary>
internal static unsafe class UserDatabase
{
    private const int FirstSize = 1024;
    private const int LargestSize = 1024 * 1024;

    /// <summary>Name of a user. Null if unknown.</summary>
    /// <returns>False if the lookup failed, for example for lack of descriptors.</returns>
    internal static bool TryName(uint user, out string? name) => TryFind(user, static entry => entry->Name, out name);

    /// <summary>Home directory of a user. Null if unknown.</summary>
    /// <returns>False if the lookup failed.</returns>
    internal static bool TryHome(uint user, out string? home) => TryFind(user, static entry => entry->Home, out home);

    private static bool TryFind(uint user, TextOf textOf, out string? text)
    {
        text = null;
        for (int size = FirstSize; size <= LargestSize; size *= 4)
        {
            byte[] strings = new byte[size];
            fixed (byte* buffer = strings)
            {
                PasswordEntry entry;
                PasswordEntry* found;
                Errno errno = (Errno)Libc.GetPwUid(user, &entry, buffer, size, &found);
                if (errno == Errno.None && found != null) text = Marshal.PtrToStringUTF8((nint)textOf(found));
                if (errno != Errno.ERANGE) return errno is Errno.None or Errno.ENOENT or Errno.ESRCH or Errno.EPERM;
            }
        }

        return false;
    }

    private delegate byte* TextOf(PasswordEntry* entry);
}

/// <summary>struct passwd of 64-bit Linux: what is read of it, the size is libc's.</summary>
[StructLayout(LayoutKind.Explicit, Size = 48)]
internal unsafe struct PasswordEntry
{
    [FieldOffset(0)]
    internal byte* Name;

    [FieldOffset(32)]
    internal byte* Home;
}
