using System.Runtime.CompilerServices;
using Vmon.Native;

namespace Vmon.ProcFs;

/// <summary>Reading an open file of /proc from its start.</summary>
internal static unsafe class ProcFile
{
    // A read of /proc is short only at a page boundary (4 kB or more). A shorter result is the whole file, and
    // needs no second call.
    private const int SurelyWhole = 2048;

    private const int Largest = 16 * 1024 * 1024;

    /// <summary>Reads up to <paramref name="most"/> bytes. A larger file is not an error.</summary>
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
    /// Reads once from <paramref name="offset"/>, and appends to the <paramref name="length"/> bytes in the buffer, which grows if it is
    /// full.
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

/// <summary>Reads the lines of an open file of any length in chunks, with a buffer of normal size.</summary>
internal ref struct LineChunks(int descriptor, ReadBuffer buffer)
{
    private long _offset;
    private int _length;
    private int _given;
    private bool _isAtEnd;

    /// <summary>Result of reading: Ok at the end of the file, TooLarge at an oversized line.</summary>
    internal ReadStatus Status { get; private set; } = ReadStatus.Ok;

    /// <summary>Gets the next complete lines, valid until the next call. Text without a line end is skipped.</summary>
    /// <returns>False if nothing more can be read. <see cref="Status"/> has the reason.</returns>
    internal bool Next(out ReadOnlySpan<byte> lines)
    {
        _length = buffer.Drop(_given, _length);
        _given = 0;
        while (_given == 0 && !_isAtEnd)
        {
            Status = ProcFile.ReadPiece(descriptor, _offset, buffer, _length, out int count);
            _isAtEnd = Status != ReadStatus.Ok || count == 0 || ProcFile.IsWhole(_offset + count, buffer);
            int end = buffer.First(_length + count)[_length..].LastIndexOf((byte)'\n');
            if (end >= 0) _given = _length + end + 1;
            _length += count;
            _offset += count;
        }

        lines = buffer.First(_given);
        return _given > 0;
    }
}

/// <summary>Receives the lines of a file that is read in chunks.</summary>
internal interface ILineReader
{
    /// <summary>Processes the next complete lines. False if no more lines are needed.</summary>
    bool Accept(ReadOnlySpan<byte> lines);
}

/// <summary>A pinned, growing buffer that holds the content of a file until it is parsed.</summary>
internal sealed unsafe class ReadBuffer(int capacity = 16 * 1024)
{
    private byte[] _bytes = Allocate(capacity);

    internal int Capacity => _bytes.Length;

    internal byte* Pointer => (byte*)Unsafe.AsPointer(ref _bytes[0]);

    internal ReadOnlySpan<byte> First(int length) => _bytes.AsSpan(0, length);

    /// <summary>The first bytes, for an owner that does not use the buffer any more.</summary>
    internal ReadOnlyMemory<byte> Keep(int length) => _bytes.AsMemory(0, length);

    /// <summary>Adds capacity, and keeps the content.</summary>
    internal void Grow(int by)
    {
        byte[] larger = Allocate(_bytes.Length + by);
        _bytes.CopyTo(larger, 0);
        _bytes = larger;
    }

    /// <summary>Discards the first bytes, and moves the others to the front.</summary>
    /// <returns>Number of the others.</returns>
    internal int Drop(int count, int length)
    {
        if (count > 0) _bytes.AsSpan(count, length - count).CopyTo(_bytes);
        return length - count;
    }

    private static byte[] Allocate(int size) => GC.AllocateUninitializedArray<byte>(size, pinned: true);
}
