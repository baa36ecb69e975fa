using Vmon.Native;

namespace Vmon.ProcFs;

/// <summary>Reading an open file of /proc from its start.</summary>
internal static unsafe class ProcFile
{
    // A read of /proc is short only at a page boundary (4 kB or more). A shorter result is the whole file, and
    // needs no second call.
    private const int SurelyWhole = 2048;

    private const int Largest = 16 * 1024 * 1024;

    /// <summary>Reads at most most bytes; more is not an error.</summary>
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

    /// <summary>
    /// Reads once, from <paramref name="offset"/>, behind the <paramref name="length"/> bytes that the buffer has already; it grows where it is full.
    /// </summary>
    internal static ReadStatus ReadPiece(int descriptor, long offset, ReadBuffer buffer, int length, out int count)
    {
        count = 0;
        if (length == buffer.Capacity)
        {
            if (length >= Largest) return ReadStatus.TooLarge;
            buffer.Grow(buffer.Capacity);
        }

        nint read;
        do read = Libc.PRead(descriptor, buffer.Pointer + length, buffer.Capacity - length, offset);
        while (read < 0 && ReadStatuses.LastErrno == Errno.EINTR);
        if (read < 0) return ReadStatuses.OfLastError();
        count = (int)read;
        return ReadStatus.Ok;
    }

    /// <summary>Whether a read of this length from the start of a file certainly reached its end.</summary>
    internal static bool IsWhole(long length, ReadBuffer buffer) => length < Math.Min(SurelyWhole, buffer.Capacity);

    private static ReadStatus Read(int descriptor, ReadBuffer buffer, out int length, int most)
    {
        length = 0;
        while (length < most)
        {
            ReadStatus status = ReadPiece(descriptor, length, buffer, length, out int count);
            if (status != ReadStatus.Ok) return status;
            length += count;
            if (count == 0 || IsWhole(length, buffer)) break;
        }

        return ReadStatus.Ok;
    }
}
