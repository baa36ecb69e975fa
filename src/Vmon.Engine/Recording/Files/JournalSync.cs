using Vmon.Native;

namespace Vmon.Recording.Files;

/// <summary>Forces the journal to the disk from time to time, on a thread of the pool: a slow disk does not delay sampling.</summary>
internal sealed class JournalSync(StoreDirectory directory, StoreOptions options) : IThreadPoolWorkItem
{
    private StoreFile? _file;
    private string? _named;
    private volatile StoreFile? _failed;
    private long _last = options.TimeProvider.GetTimestamp();
    private volatile bool _isRunning;

    /// <summary>Why the last attempt failed. Null if it did not.</summary>
    internal string? Error { get; private set; }

    /// <summary>Whether a journal may lack frames on the disk. The kernel reports a page that it could not write once, and then takes it for written.</summary>
    internal bool HasFailed(StoreFile journal) => _failed == journal;

    internal void StartIfDue(StoreFile journal)
    {
        if (_isRunning || options.TimeProvider.GetElapsedTime(_last) < options.SyncEvery) return;
        _last = options.TimeProvider.GetTimestamp();
        _file = journal;
        _isRunning = true;
        _ = ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Execute()
    {
        StoreFile file = _file!;
        try
        {
            Errno error = options.Sync(file);
            if (error != Errno.None) _failed = file;
            if (error == Errno.None && _named != file.Name) error = directory.Sync();
            if (error == Errno.None) _named = file.Name;
            Error = error == Errno.None ? null : Errors.Writing(file.Name, error);
        }
        catch (ObjectDisposedException)
        {
            // Its block was written meanwhile.
        }

        _isRunning = false;
    }
}
