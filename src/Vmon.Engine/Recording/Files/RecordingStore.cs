using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.Recording.Files;

/// <summary>Result of adding a frame.</summary>
internal enum AppendStatus
{
    Ok,

    /// <summary>The frame is lost, because it could not be written. Each later frame is tried again.</summary>
    Paused,
}

/// <summary>Writes the frames of a recording. One thread calls it.</summary>
internal sealed class RecordingStore : IDisposable
{
    // One that is being made a block, and one that waits for it.
    private const int MostWaiting = 2;

    private readonly StoreDirectory _directory;
    private readonly StoreFile _lock;
    private readonly SegmentSet _segments;
    private readonly BlockCloser _closer;
    private readonly JournalSync _sync;
    private readonly FrameBuffer _buffer = new();
    private readonly PosixSignalRegistration _tooLarge = FileSizeLimit.Survive();
    private Journal? _open;
    private bool _isBroken;
    private ulong _sequence;
    private string? _error;

    private RecordingStore(StoreDirectory directory, StoreFile held, StoreOptions options)
    {
        (_directory, _lock) = (directory, held);
        _segments = new SegmentSet(directory, options);
        _closer = new BlockCloser(directory, _segments);
        _sync = new JournalSync(directory, options);
    }

    /// <summary>Whether the next frame must be whole, because it begins a block.</summary>
    internal bool NeedsWhole => _open is null || _isBroken || _open.IsFull || _sync.HasFailed(_open.File);

    /// <summary>What could not be written or deleted last. Null if nothing.</summary>
    internal string? LastError => _error ?? _closer.Error ?? _sync.Error ?? _segments.Error;

    /// <summary>What was damaged in journals of an earlier recorder, so that it could not be kept.</summary>
    internal IReadOnlyList<string> Warnings => _closer.Warnings;

    internal long FrameCount { get; private set; }

    internal long LostFrameCount { get; private set; }

    /// <summary>Bytes of all files.</summary>
    internal long Size => _segments.Size + _closer.WaitingLength + (_open?.File.Length ?? 0);

    /// <summary>Opens a recording for writing, or creates it. What a killed recorder left is completed.</summary>
    internal static RecordingStore Open(StoreOptions options)
    {
        StoreDirectory directory = StoreAccess.OpenToWrite(options.Path, out StoreFile held);
        RecordingStore store = new(directory, held, options);
        try
        {
            store.Recover(StoreAccess.Files(directory));
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Changes how long frames are kept.</summary>
    internal void Limit(TimeSpan? age, long? size) => _segments.Limit(age, size);

    /// <summary>Adds a frame. The bytes of its columns are copied.</summary>
    internal AppendStatus Append(DateTimeOffset time, in FrameOrigin origin, bool isWhole, ColumnSet frame)
    {
        _error = null;
        _closer.Start();
        if (TryAppend(time.UtcTicks, origin, isWhole, frame))
        {
            FrameCount++;
            _sync.StartIfDue(_open!.File);
            return AppendStatus.Ok;
        }

        // What follows a lost frame depends on it.
        _isBroken = true;
        LostFrameCount++;
        return AppendStatus.Paused;
    }

    /// <summary>Whether it was abandoned.</summary>
    internal bool IsAbandoned => _closer.IsAbandoned;

    /// <summary>Makes nothing complete any more, because all of it will be deleted. Any thread may call it.</summary>
    internal void Abandon() => _closer.Abandon();

    /// <summary>Deletes all that was recorded, also by earlier recorders.</summary>
    internal void Delete()
    {
        _open?.Dispose();
        _open = null;
        Abandon();
        _closer.Wait();
        foreach (string name in _directory.Names.Where(static name => name == FileNames.Lock || FileNames.IsRecording(name) || FileNames.IsNew(name))) _ = _directory.Delete(name);
    }

    /// <summary>Completes the last block.</summary>
    internal void Complete()
    {
        if (_open is not null) _closer.Add(_open.File);
        _open = null;
        _closer.Start();
        _closer.Wait();
    }

    /// <summary>Completes the last block, and closes the recording.</summary>
    public void Dispose()
    {
        Complete();
        _closer.Release();
        _segments.Dispose();
        _lock.Dispose();
        _directory.Dispose();
        _tooLarge.Dispose();
    }

    private bool TryAppend(long ticks, in FrameOrigin origin, bool isWhole, ColumnSet frame)
    {
        if (isWhole && !TryClose()) return false;
        if (isWhole ? !TryBegin(ticks, origin) : _open is null || _isBroken) return false;
        ReadOnlySpan<byte> bytes = _buffer.Encode(ticks, frame);
        Errno error;
        do error = _open!.Append(ticks, origin, bytes);
        while (Errors.IsFull(error) && _segments.TryFree());
        if (error == Errno.None) return true;
        _error = Errors.Writing(_open.File.Name, error);
        if (_open.Frames == 0) Discard();
        return false;
    }

    // False if journals cannot be made blocks: no more of them are begun.
    private bool TryClose()
    {
        if (_open is null) return true;
        if (_closer.Waiting >= MostWaiting) _closer.Wait();
        if (_closer.Waiting >= MostWaiting) return false;
        _closer.Add(_open.File);
        _open = null;
        return true;
    }

    private bool TryBegin(long ticks, in FrameOrigin origin)
    {
        if (_closer.Error is not null && _closer.Waiting >= MostWaiting) return false;
        if (_sequence == 0) _sequence = FirstSequence(ticks);
        Errno error;
        do _open = Journal.TryCreate(_directory, _sequence, origin, ticks, out error);
        while (Errors.IsFull(error) && _segments.TryFree());
        _isBroken = false;
        if (_open is null) _error = Errors.Writing(FileNames.Journal(_sequence), error);
        else _sequence++;
        return _open is not null;
    }

    // Its number is used again, so that a missing number is a missing block.
    private void Discard()
    {
        _sequence--;
        _ = _directory.Delete(_open!.File.Name);
        _open.Dispose();
        _open = null;
    }

    private void Recover(IReadOnlyList<string> names)
    {
        List<BlockInfo> blocks = _segments.Load(names, out bool isComplete);

        // The number of a block that cannot be read now is not used again: other numbers are begun.
        if (blocks.Count > 0 && isComplete) _sequence = blocks.Max(block => block.Sequence) + 1;
        List<(ulong Sequence, string Name)> journals = [];
        foreach (string name in names)
            if (FileNames.TryParseJournal(name, out ulong sequence)) journals.Add((sequence, name));

        foreach ((ulong sequence, string name) in journals.Order())
        {
            BlockInfo? block = blocks.FindLast(block => block.Sequence == sequence);
            if (block is not null && IsKept(block))
            {
                _ = _directory.Delete(name);
                continue;
            }

            StoreFile? journal = _directory.TryOpenFile(name, out Errno error);
            if (journal is null || journal.Length > Journal.HeaderLength) _sequence = Math.Max(_sequence, sequence + 1); // nothing replaces it
            if (journal is not null) _closer.Add(journal);
            else _closer.Warn($"'{name}' cannot be opened: {Errors.Text(error)}.");
        }

        _closer.Wait();
    }

    // Whether the block of a journal is whole. It is not if power failed while it was written.
    private bool IsKept(BlockInfo block)
    {
        using StoreFile? file = _directory.TryOpenFile(block.File, out _);
        return file is not null && BlockReader.TryReadPayload(file, block.Offset, out _) is not null;
    }

    private static ulong FirstSequence(long ticks) =>
        (ulong)Math.Max(1, (ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond) << BlockInfo.BitsOfNumber;
}
