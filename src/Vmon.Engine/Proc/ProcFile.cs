using Vmon.Native;

namespace Vmon.Proc;

/// <summary>Reading an open file of /proc from its start.</summary>
internal static unsafe class ProcFile
{
    // A read of /proc ends early only at a page's end (4 kB or more), so a shorter one than this was the whole file
    // and needs no second call to learn it.
    private const int SurelyWhole = 2048;

    private const int Largest = 16 * 1024 * 1024;

    /// <summary>No more than <paramref name="most"/> bytes of it, which is no error.</summary>
    internal static ReadStatus ReadUpTo(int most, int descriptor, ReadBuffer buffer, out int length)
    {
        ReadStatus status = Read(descriptor, buffer, out length, most);
        length = Math.Min(length, most);
        return status;
    }

    internal static ReadStatus ReadAndClose(int descriptor, ReadBuffer buffer, out int length)
    {
        ReadStatus status = Read(descriptor, buffer, out length);
        _ = Libc.Close(descriptor);
        return status;
    }

    internal static ReadStatus Read(int descriptor, ReadBuffer buffer, out int length) => Read(descriptor, buffer, out length, int.MaxValue);

    private static ReadStatus Read(int descriptor, ReadBuffer buffer, out int length, int most)
    {
        length = 0;
        while (true)
        {
            if (length >= most) return ReadStatus.Ok;
            if (length == buffer.Capacity)
            {
                if (length >= Largest) return ReadStatus.Malformed;
                buffer.Grow(buffer.Capacity);
            }

            nint count = Libc.PRead(descriptor, buffer.Pointer + length, buffer.Capacity - length, length);
            if (count < 0)
            {
                Errno errno = ReadStatuses.LastErrno;
                if (errno == Errno.EINTR) continue;
                return ReadStatuses.Of(errno);
            }

            length += (int)count;
            if (count == 0 || length < Math.Min(SurelyWhole, buffer.Capacity)) return ReadStatus.Ok;
        }
    }
}
