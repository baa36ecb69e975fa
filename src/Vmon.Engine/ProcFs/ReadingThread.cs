namespace Vmon.ProcFs;

/// <summary>
/// A thread that reads files for a <see cref="GuardedReader"/>. It is abandoned together with a file that blocks, and exits after it.
/// </summary>
internal sealed class ReadingThread
{
    private const int StackSize = 256 * 1024;

    private readonly object _gate = new();
    private GuardedFile[] _files = [];
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
    internal int Read(GuardedFile[] files, int begin, int end, TimeSpan patience)
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

/// <summary>Files on which threads of this process are blocked, so that no watch waits for the same file again.</summary>
internal static class StuckFiles
{
    private static readonly List<FileIdentity?> Files = [];
    private static readonly Lock Gate = new();

    private static int _count;

    internal static int Count => Volatile.Read(ref _count);

    /// <summary>Whether an open file is one of them.</summary>
    internal static bool Contain(int descriptor)
    {
        if (Count == 0 || FileIdentity.Of(descriptor) is not { } file) return false;
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
