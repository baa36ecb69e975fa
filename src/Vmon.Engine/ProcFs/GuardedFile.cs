using Vmon.Native;

namespace Vmon.ProcFs;

/// <summary>An open file that can block its reader indefinitely, and its content.</summary>
internal sealed class GuardedFile
{
    // Enough for a command line. A larger buffer is freed after use.
    private const int Usual = 1024;
    private const int Long = 64 * 1024;

    private ReadBuffer _buffer = new(Usual);
    private int _descriptor = -1;
    private int _length;

    /// <summary>Bytes that are read at most.</summary>
    internal int Most { get; set; }

    internal bool IsLong => _length > Long;

    internal ReadStatus Status { get; private set; }

    /// <summary>What was read, until the next.</summary>
    internal ReadOnlySpan<byte> Content => _buffer.First(_length);

    internal void Open(int descriptor, int most)
    {
        _descriptor = descriptor;
        Most = most;
        _length = 0;
        Status = ReadStatus.Failed;
    }

    /// <summary>Identity of the file while it is open. Null if the kernel does not report it.</summary>
    internal FileIdentity? Identity => FileIdentity.Of(_descriptor);

    /// <summary>Reads the file, and keeps it open.</summary>
    internal void Read()
    {
        try
        {
            Status = ProcFile.ReadUpTo(Most, _descriptor, _buffer, out int length);
            _length = Status == ReadStatus.Ok ? length : 0;
        }
        catch (OutOfMemoryException)
        {
            Status = ReadStatus.Exhausted; // an exception on this thread would terminate the process
        }
    }

    /// <summary>Frees the memory of a long file whose content is no longer needed.</summary>
    internal void Shrink()
    {
        _length = 0;
        if (_buffer.Capacity > Long) _buffer = new ReadBuffer(Usual);
    }

    internal void Close()
    {
        if (_descriptor >= 0) _ = Libc.Close(_descriptor);
        _descriptor = -1;
    }
}
