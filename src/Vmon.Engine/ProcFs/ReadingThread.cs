namespace Vmon.ProcFs;

/// <summary>
/// A thread that reads what can block, for a <see cref="GuardedReader"/> and for file systems. It is abandoned together with a read that blocks, and exits after it.
/// </summary>
internal sealed class ReadingThread
{
    private const int StackSize = 256 * 1024;

    private readonly object _gate = new();
    private IBlockingRead[] _files = [];
    private int _next;
    private int _end;
    private bool _isEnded;
    private bool _isReading;
    private FileIdentity? _stuckOn;

    private ReadingThread()
    {
    }

    /// <summary>Null if no thread can be created.</summary>
    internal static ReadingThread? TryStart()
    {
        ReadingThread thread = new();
        try
        {
            new Thread(thread.Run, StackSize) { Name = "vmon-reader", IsBackground = true }.Start();
            return thread;
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>Whether it was abandoned, and is still blocked on its file.</summary>
    internal bool IsGivenUp { get; private set; }

    /// <summary>Reads files in order, and pauses after a large one, so that only one is in memory at a time.</summary>
    /// <param name="files">All queued files.</param>
    /// <param name="begin">Index of the first file to read.</param>
    /// <param name="end">Index after the last file to read.</param>
    /// <param name="patience">Time without a result after which the thread is abandoned.</param>
    /// <returns>Index of the first file that was not read: the one that blocks, the one after a large file, or <paramref name="end"/>.</returns>
    internal int Read(IBlockingRead[] files, int begin, int end, TimeSpan patience)
    {
        lock (_gate)
        {
            (_files, _next, _end) = (files, begin, end);
            _isReading = true;
            Monitor.PulseAll(_gate);
            while (_isReading)
            {
                int before = _next;
                if (Monitor.Wait(_gate, patience) || !_isReading || _next != before) continue;
                IsGivenUp = true;
                StuckFiles.Add(_stuckOn = files[_next].Identity);
                return _next;
            }

            return _next;
        }
    }

    internal void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Run()
    {
        while (IsAsked())
            for (bool isMore = true; isMore; isMore = Advance())
                _files[_next].Read();
    }

    private bool IsAsked()
    {
        lock (_gate)
        {
            while (!_isReading && !_isEnded) _ = Monitor.Wait(_gate);
            return _isReading;
        }
    }

    private bool Advance()
    {
        lock (_gate)
        {
            _files[_next].Close();
            if (IsGivenUp)
            {
                _isReading = false;
                _isEnded = true;
                StuckFiles.Remove(_stuckOn);
                return false;
            }

            bool isLong = _files[_next++].IsLong;
            if (_next < _end && !isLong) return true;
            _isReading = false;
            Monitor.PulseAll(_gate);
            return false;
        }
    }
}

/// <summary>A read that can block indefinitely.</summary>
internal interface IBlockingRead
{
    /// <summary>Identity of what is read. Null if the kernel does not report it.</summary>
    FileIdentity? Identity { get; }

    /// <summary>Whether the result takes much memory.</summary>
    bool IsLong { get; }

    /// <summary>Reads, on the thread.</summary>
    void Read();

    /// <summary>Called on the thread after the read, also long after it was given up.</summary>
    void Close();
}

/// <summary>Files on which threads of this process are blocked, so that no watch waits for the same file again.</summary>
internal static class StuckFiles
{
    private static readonly List<FileIdentity?> Files = [];
    private static readonly Lock Gate = new();

    private const int Most = 64;

    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(1);

    // If one file blocks, others may block as well: the total wait is bounded.
    private static readonly TimeSpan LittlePatience = TimeSpan.FromMilliseconds(50);

    private static int _count;

    internal static int Count => Volatile.Read(ref _count);

    /// <summary>Whether so many threads are blocked that no other file is tried.</summary>
    internal static bool AreMany => Count >= Most;

    /// <summary>Time without a result after which a read is given up.</summary>
    internal static TimeSpan Patience => Count == 0 ? LongPatience : LittlePatience;

    /// <summary>Whether an open file is one of them.</summary>
    internal static bool Contain(int descriptor) => Count > 0 && FileIdentity.Of(descriptor) is { } file && Contain(file);

    internal static bool Contain(FileIdentity file)
    {
        if (Count == 0) return false;
        lock (Gate) return Files.Contains(file);
    }

    internal static void Add(FileIdentity? file)
    {
        lock (Gate)
        {
            Files.Add(file);
            _count = Files.Count;
        }
    }

    internal static void Remove(FileIdentity? file)
    {
        lock (Gate)
        {
            _ = Files.Remove(file);
            _count = Files.Count;
        }
    }
}
