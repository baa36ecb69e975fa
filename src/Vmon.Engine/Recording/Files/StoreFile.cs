using Microsoft.Win32.SafeHandles;
using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Recording.Files;

/// <summary>An open file of a recording. Errors are results.</summary>
internal sealed unsafe class StoreFile(SafeFileHandle handle, string name, long length) : IDisposable
{
    internal string Name => name;

    internal SafeFileHandle Handle => handle;

    /// <summary>Number of bytes, when it was opened or after the last write.</summary>
    internal long Length { get; private set; } = length;

    /// <summary>Reads until the buffer is full. Returns fewer bytes at the end of the file, and at an error: those before the page that cannot be read.</summary>
    internal int Read(Span<byte> buffer, long offset, out Errno error)
    {
        error = Errno.None;
        int length = 0;
        bool isByPage = false;
        fixed (byte* bytes = buffer)
        {
            while (length < buffer.Length)
            {
                int wanted = Math.Min(buffer.Length - length, isByPage ? LeftInPage(offset + length) : int.MaxValue);
                nint count = Libc.PRead(handle, bytes + length, wanted, offset + length);
                if (count > 0)
                {
                    length += (int)count;
                    continue;
                }

                if (count < 0 && ReadStatuses.LastErrno == Errno.EINTR) continue;
                if (count < 0) error = ReadStatuses.LastErrno;
                if (error != Errno.EIO || isByPage) break;
                (isByPage, error) = (true, Errno.None);
            }
        }

        return length;
    }

    /// <summary>Offset after the page that an offset is in: what cannot be read is at least a page.</summary>
    internal static long NextPage(long offset) => offset + LeftInPage(offset);

    /// <summary>Reads the whole file, or what is before an error. Null if it is too large to be a journal.</summary>
    internal byte[]? ReadAll(int most, out Errno error)
    {
        error = Length > most ? Errno.EFBIG : Errno.None;
        if (error != Errno.None) return null;
        byte[] bytes = new byte[Length];
        int count = Read(bytes, 0, out error);
        return count == bytes.Length ? bytes : bytes[..count];
    }

    /// <summary>Adds bytes at the end: all of them, or none.</summary>
    internal Errno Append(ReadOnlySpan<byte> added)
    {
        int written = 0;
        fixed (byte* bytes = added)
        {
            while (written < added.Length)
            {
                nint count = Libc.PWrite(handle, bytes + written, added.Length - written, Length + written);
                Errno error = count > 0 ? Errno.None : count == 0 ? Errno.EIO : ReadStatuses.LastErrno;
                if (error == Errno.EINTR) continue;
                if (error != Errno.None)
                {
                    if (written > 0) _ = Cut(Length);
                    return error;
                }

                written += (int)count;
            }
        }

        Length += written;
        return Errno.None;
    }

    internal Errno Cut(long length)
    {
        int result;
        do result = Libc.Truncate(handle, length);
        while (result != 0 && ReadStatuses.LastErrno == Errno.EINTR);
        if (result != 0) return ReadStatuses.LastErrno;
        Length = length;
        return Errno.None;
    }

    /// <summary>The same open file by another name.</summary>
    internal StoreFile WithName(string other) => new(handle, other, Length);

    /// <summary>Waits until the file is on the disk.</summary>
    internal Errno Sync() => Libc.SyncData(handle) == 0 ? Errno.None : ReadStatuses.LastErrno;

    public void Dispose() => handle.Dispose();

    private static int LeftInPage(long offset) => Environment.SystemPageSize - (int)(offset % Environment.SystemPageSize);
}
