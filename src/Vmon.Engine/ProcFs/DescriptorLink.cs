using Vmon.Native;

namespace Vmon.ProcFs;

/// <summary>A link in an open directory (fd/NUMBER, exe): its text, its mode, and the file to which it leads.</summary>
internal static unsafe class DescriptorLink
{
    /// <summary>Reads the text of the link; <paramref name="name"/> ends with a NUL.</summary>
    internal static ReadStatus Read(int directory, scoped ReadOnlySpan<byte> name, ReadBuffer buffer, out int length)
    {
        fixed (byte* bytes = name)
        {
            do length = (int)Libc.ReadLinkAt(directory, bytes, buffer.Pointer, buffer.Capacity);
            while (length < 0 && ReadStatuses.LastErrno == Errno.EINTR);
        }

        if (length >= 0) return ReadStatus.Ok;
        length = 0;
        return ReadStatuses.OfLastError();
    }

    /// <summary>The link itself: its owner's permissions are the descriptor's access.</summary>
    internal static ReadStatus OfLink(int directory, scoped ReadOnlySpan<byte> name, out StatX stat) =>
        Stat(directory, name, Libc.NoFollow, out stat);

    /// <summary>
    /// The file to which the link leads, from the kernel's cache and without opening it, so that an unreachable network file system does
    /// not block.
    /// </summary>
    internal static ReadStatus OfTarget(int directory, scoped ReadOnlySpan<byte> name, out StatX stat) =>
        Stat(directory, name, Libc.DontSync | Libc.NoAutomount, out stat);

    /// <summary>A file that is open.</summary>
    internal static ReadStatus OfOpen(int descriptor, out StatX stat) =>
        Stat(descriptor, "\0"u8, Libc.EmptyPath | Libc.DontSync, out stat);

    private static ReadStatus Stat(int directory, scoped ReadOnlySpan<byte> name, int flags, out StatX stat)
    {
        StatX result;
        int error;
        fixed (byte* bytes = name)
        {
            do error = Libc.StatX(directory, bytes, flags, Libc.StatBasic, &result);
            while (error != 0 && ReadStatuses.LastErrno == Errno.EINTR);
        }

        stat = error == 0 ? result : default;
        return error == 0 ? ReadStatus.Ok : ReadStatuses.OfLastError();
    }
}

/// <summary>Identity of an open file. A file in /proc keeps its inode number as long as it is open.</summary>
internal readonly record struct FileIdentity(uint DeviceMajor, uint DeviceMinor, ulong Inode)
{
    /// <summary>Null if the kernel does not report it.</summary>
    internal static FileIdentity? Of(int descriptor) =>
        DescriptorLink.OfOpen(descriptor, out StatX stat) == ReadStatus.Ok ? new(stat.DeviceMajor, stat.DeviceMinor, stat.Inode) : null;
}
