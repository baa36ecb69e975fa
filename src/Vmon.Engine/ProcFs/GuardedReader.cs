using Vmon.Native;

namespace Vmon.ProcFs;

/// <summary>
/// Reads files that can block indefinitely on a separate thread with a timeout. The kernel takes the memory lock of the process for them,
/// which any process that shares the memory can hold. Files are read in batches, because waking a thread costs more than reading a file.
/// Caps the total data retained.
/// </summary>
internal sealed class GuardedReader(long mostKept = GuardedReader.MostKept) : IDisposable
{
    /// <summary>Files up to this size are always read completely.</summary>
    internal const int Short = 4 * 1024;

    private const long MostKept = 64 * 1024 * 1024;
    private const int MostWaiting = 16;

    private readonly IGuardedCaller?[] _callers = new IGuardedCaller?[MostWaiting];
    private GuardedFile[] _files = [];
    private int _count;
    private long _kept;
    private ReadingThread? _thread;

    ~GuardedReader() => _thread?.End();

    /// <summary>Whether the retained data may be near the cap, so that callers must report their current size.</summary>
    internal bool KeepsMuch => _kept > mostKept / 2;

    /// <summary>Restarts counting the retained data.</summary>
    internal void Recount() => _kept = 0;

    internal void NoteKept(int length) => _kept += length;

    /// <summary>Queues a file to be read and closed by the next <see cref="ReadAll"/>, which runs at once if the batch is full.</summary>
    /// <param name="caller">Receiver of the file.</param>
    /// <param name="descriptor">The open file.</param>
    /// <param name="most">Maximum number of bytes to read; only <see cref="Short"/> while the retained data is near the cap.</param>
    internal void Add(IGuardedCaller caller, int descriptor, int most)
    {
        if (StuckFiles.Contain(descriptor))
        {
            _ = Libc.Close(descriptor);
            _ = caller.Accept(ReadStatus.Failed, []);
            return;
        }

        if (_files.Length == 0) _files = [.. Enumerable.Range(0, MostWaiting).Select(_ => new GuardedFile())];
        _files[_count].Open(descriptor, most);
        _callers[_count++] = caller;
        if (_count == MostWaiting) ReadAll();
    }

    /// <summary>Reads the queued files, and passes each to its caller.</summary>
    internal void ReadAll()
    {
        for (int begin = 0; begin < _count;)
        {
            ReadingThread? thread = StuckFiles.AreMany ? null : _thread ??= ReadingThread.TryStart();
            for (int i = begin; i < _count; i++)
                if (_kept + _files[i].Most > mostKept) _files[i].Most = Math.Min(_files[i].Most, Short);
            int end = thread?.Read(_files, begin, _count, StuckFiles.Patience) ?? begin;
            for (; begin < end; begin++) Give(_files[begin], _callers[begin]!);
            if (thread is null or { IsGivenUp: true }) GiveUp(begin++, thread);
        }

        Array.Clear(_callers);
        _count = 0;
    }

    public void Dispose()
    {
        for (int i = 0; i < _count; i++) _files[i].Close();
        _count = 0;
        _thread?.End();
        _thread = null;
        GC.SuppressFinalize(this);
    }

    private void Give(GuardedFile file, IGuardedCaller caller)
    {
        ReadStatus status = file.Status == ReadStatus.Exhausted ? ReadStatuses.Exhausted() : file.Status;
        NoteKept(caller.Accept(status, file.Content));
        file.Shrink();
    }

    // The blocked thread still uses this array: continue with a new one.
    private void GiveUp(int index, ReadingThread? thread)
    {
        if (thread is null)
        {
            _files[index].Close();
        }
        else
        {
            _files = [.. _files];
            _files[index] = new GuardedFile();
            _thread = null;
        }

        _ = _callers[index]!.Accept(ReadStatus.Failed, []);
    }
}

/// <summary>Receives a file from a <see cref="GuardedReader"/>.</summary>
internal interface IGuardedCaller
{
    /// <summary>Receives the result, which is valid until the method returns.</summary>
    /// <param name="status">Failed if the file blocked this reader or another one.</param>
    /// <param name="content">Empty if the file was not read.</param>
    /// <returns>Number of bytes that the caller retains and did not report yet.</returns>
    int Accept(ReadStatus status, ReadOnlySpan<byte> content);
}

/// <summary>An open file that can block its reader indefinitely, and its content.</summary>
internal sealed class GuardedFile : IBlockingRead
{
    // Enough for a command line. A larger buffer is freed after use.
    private const int Usual = 1024;
    private const int Long = 64 * 1024;

    private ReadBuffer _buffer = new(Usual);
    private int _descriptor = -1;
    private int _length;

    /// <summary>Maximum number of bytes to read.</summary>
    internal int Most { get; set; }

    public bool IsLong => _length > Long;

    internal ReadStatus Status { get; private set; }

    /// <summary>The bytes of the last read, valid until the next.</summary>
    internal ReadOnlySpan<byte> Content => _buffer.First(_length);

    internal void Open(int descriptor, int most)
    {
        _descriptor = descriptor;
        Most = most;
        _length = 0;
        Status = ReadStatus.Failed;
    }

    /// <summary>Identity of the file while it is open. Null if the kernel does not report it.</summary>
    public FileIdentity? Identity => FileIdentity.Of(_descriptor);

    /// <summary>Reads the file, and keeps it open.</summary>
    public void Read()
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

    public void Close()
    {
        if (_descriptor >= 0) _ = Libc.Close(_descriptor);
        _descriptor = -1;
    }
}
