using System.Globalization;
using Vmon.Native;

namespace Vmon.Recording.Files;

/// <summary>Makes blocks of complete journals, oldest first, on a thread of the pool. A journal is deleted when its block is on the disk.</summary>
internal sealed class BlockCloser(StoreDirectory directory, SegmentSet segments)
{
    private const int MostWarnings = 20;

    // A journal that cannot be read is tried again with each frame that is recorded. Then what is before the error is kept.
    private const int MostAttempts = 10;

    private readonly Lock _lock = new();
    private readonly Queue<StoreFile> _waiting = [];
    private readonly List<string> _warnings = [];
    private Task _task = Task.CompletedTask;
    private bool _isRunning;
    private volatile bool _isAbandoned;
    private int _attempts;

    /// <summary>Why the last attempt failed. Null if it did not.</summary>
    internal string? Error { get; private set; }

    internal int Waiting
    {
        get
        {
            lock (_lock) return _waiting.Count;
        }
    }

    internal long WaitingLength
    {
        get
        {
            lock (_lock) return _waiting.Sum(file => file.Length);
        }
    }

    /// <summary>What was damaged in journals, so that it could not be kept.</summary>
    internal IReadOnlyList<string> Warnings
    {
        get
        {
            lock (_lock) return [.. _warnings];
        }
    }

    /// <summary>Whether no more blocks are made.</summary>
    internal bool IsAbandoned => _isAbandoned;

    /// <summary>Takes a journal over.</summary>
    internal void Add(StoreFile journal)
    {
        lock (_lock) _waiting.Enqueue(journal);
        Start();
    }

    /// <summary>Tries again what failed.</summary>
    internal void Start()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0 || _isRunning) return;
            _isRunning = true;
            Error = null;
            _task = Task.Run(CloseAll);
        }
    }

    internal void Wait()
    {
        Task task;
        lock (_lock) task = _task;
        task.Wait();
    }

    /// <summary>Makes no more blocks. One that is being compressed is not completed; its journal stays. Any thread may call it.</summary>
    internal void Abandon() => _isAbandoned = true;

    /// <summary>Leaves the journals that could not be made blocks. The next recorder does it.</summary>
    internal void Release()
    {
        while (_waiting.TryDequeue(out StoreFile? file)) file.Dispose();
    }

    private void CloseAll()
    {
        while (true)
        {
            StoreFile? file;
            lock (_lock)
            {
                _isRunning = Error is null && !_isAbandoned && _waiting.Count > 0;
                if (!_isRunning) return;
                file = _waiting.Peek();
            }

            string? error = Close(file);
            lock (_lock)
            {
                Error = error;
                if (error is not null) continue;
                _ = _waiting.Dequeue();
            }

            _ = directory.Delete(file.Name);
            file.Dispose();
        }
    }

    private string? Close(StoreFile file)
    {
        try
        {
            return TryClose(file);
        }
        catch (OutOfMemoryException)
        {
            return $"There is not enough memory to make a block of '{file.Name}'.";
        }
    }

    // Null if its frames are kept, or if it has none.
    private string? TryClose(StoreFile file)
    {
        byte[]? bytes = file.ReadAll(BlockHeader.MostRaw, out Errno error);
        if (bytes is null || (error != Errno.None && ++_attempts < MostAttempts)) return $"Cannot read '{file.Name}': {Errors.Text(error)}.";
        _attempts = 0;
        if (bytes.Length < Journal.HeaderLength && error == Errno.None) return null;
        JournalContent? journal = JournalContent.TryRead(bytes, out _);
        if (error != Errno.None) Warn(JournalContent.Unreadable(file.Name, bytes.Length, error));
        else if (journal?.Problem is string problem) Warn($"'{file.Name}' is damaged: {problem}.");
        else if (journal is null) Warn(string.Create(CultureInfo.InvariantCulture, $"'{file.Name}' is damaged: it has no header. Its {bytes.Length:N0} bytes are lost."));
        if (journal is null || journal.Header.Frames == 0) return null;
        if (Block.Of(journal, () => _isAbandoned) is not { } block) return $"'{file.Name}' was abandoned.";
        error = segments.Append(block, reserve: 2 * bytes.Length, out string? name);
        return error == Errno.None ? null : Errors.Writing(name ?? "a segment", error);
    }

    internal void Warn(string warning)
    {
        lock (_lock)
        {
            if (_warnings.Count < MostWarnings) _warnings.Add(warning);
        }
    }
}
