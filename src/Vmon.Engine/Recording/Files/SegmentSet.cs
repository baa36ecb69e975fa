using Vmon.Native;

namespace Vmon.Recording.Files;

/// <summary>The segments of a recording that is written: adds blocks to the last one, and deletes the oldest. All threads can use it.</summary>
internal sealed class SegmentSet(StoreDirectory directory, StoreOptions initial) : IDisposable
{
    private const int PartsOfLimit = 16;
    private const long LeastLength = 1 << 20;
    private const long MostLength = 64 << 20;

    private readonly Lock _lock = new();
    private readonly List<Segment> _segments = [];
    private StoreOptions _options = initial;

    // The last of them, open for writing. Null if the next block begins another.
    private StoreFile? _file;
    private ulong _fileId;

    /// <summary>Which file beyond the limits could not be deleted, and why. Null if none.</summary>
    internal string? Error { get; private set; }

    internal long Size
    {
        get
        {
            lock (_lock) return _segments.Sum(segment => segment.Length);
        }
    }

    /// <summary>Changes how long blocks are kept, from the next one on.</summary>
    internal void Limit(TimeSpan? age, long? size)
    {
        lock (_lock) _options = _options with { MaximumAge = age, MaximumSize = size };
    }

    /// <summary>Takes over what exists, and cuts off what a killed writer left at the end of the last segment.</summary>
    /// <param name="names">The files.</param>
    /// <param name="isComplete">Whether the last block is known. It is not if its header cannot be read.</param>
    /// <returns>The blocks of the last segments, for the recovery of journals.</returns>
    internal List<BlockInfo> Load(IEnumerable<string> names, out bool isComplete)
    {
        List<BlockInfo> blocks = [];
        isComplete = true;
        foreach (string name in names)
        {
            if (!FileNames.TryParseSegment(name, out DateTime start, out int number)) continue;
            using StoreFile? file = directory.TryOpenFile(name, out _);
            if (file?.Length < FileHeader.Length) _ = directory.Delete(name);
            else _segments.Add(new Segment(name, start, number) { Length = file?.Length ?? 0 });
        }

        _segments.Sort((one, other) => one.Number != other.Number ? one.Number.CompareTo(other.Number) : string.CompareOrdinal(one.Name, other.Name));
        for (int i = _segments.Count - 1; i >= 0 && blocks.Count == 0; i--)
        {
            StoreFile? file = directory.TryOpenToWrite(_segments[i].Name, out _);
            isComplete &= file is not null;
            if (file is null) continue;
            SegmentScan scan = SegmentScan.Of(file);
            isComplete &= scan.Error == Errno.None;
            blocks.AddRange(scan.Blocks.Select(block => BlockInfo.Of(block.Header, file.Name, block.Offset)));
            bool isContinued = i == _segments.Count - 1 && scan.Status == HeaderStatus.Ok && scan.Error == Errno.None; // what cannot be read now is not cut off
            if (isContinued && (file.Length == scan.End || file.Cut(scan.End) == Errno.None))
            {
                (_file, _fileId) = (file, scan.FileId!.Value);
                _segments[i].Length = file.Length;
            }
            else file.Dispose();
        }

        return blocks;
    }

    /// <summary>Adds a block, and waits until it is on the disk. Deletes what is beyond the limits.</summary>
    /// <param name="block">The block.</param>
    /// <param name="reserve">Bytes to leave for journals below the limit of size.</param>
    /// <param name="name">The file that was written.</param>
    internal Errno Append(Block block, long reserve, out string? name)
    {
        lock (_lock)
        {
            Errno error;
            do error = TryAppend(block, out name);
            while (Errors.IsFull(error) && TryFreeLocked());
            if (error == Errno.None) Retain(block.Header.LastTicks, reserve);
            return error;
        }
    }

    /// <summary>Deletes the oldest segment because the disk is full, if the limits permit.</summary>
    internal bool TryFree()
    {
        lock (_lock) return TryFreeLocked();
    }

    public void Dispose() => Close();

    private Errno TryAppend(Block block, out string? name)
    {
        name = _file?.Name;
        if (_file is not null && !Fits(block)) Close();
        if (_file is null)
        {
            Errno refused = Begin(block.Header.FirstTicks, out name);
            if (refused != Errno.None) return refused;
        }

        long before = _file!.Length;
        Errno error = _file.Append(block.BytesFor(_fileId));
        if (error == Errno.None && (error = _options.Sync(_file)) != Errno.None) _ = _file.Cut(before);
        _segments[^1].Length = _file.Length;
        if (error == Errno.None)
        {
            _segments[^1].LastTicks = Math.Max(block.Header.LastTicks, _segments[^1].LastTicks ?? 0);
            return error;
        }

        // The next attempt begins a file, unless the disk is full: this one may be too long, or on a bad sector.
        if (before == FileHeader.Length) Withdraw();
        else if (!Errors.IsFull(error)) Close();
        return error;
    }

    private bool Fits(Block block)
    {
        DateTime start = _segments[^1].Start;
        long span = Math.Min(_options.MaximumAge?.Ticks / PartsOfLimit ?? TimeSpan.TicksPerDay, TimeSpan.TicksPerDay);
        return _file!.Length + block.Length <= Math.Min(Longest, FileSizeLimit.Current) && new DateTime(block.Header.FirstTicks).Date == start.Date && block.Header.FirstTicks - start.Ticks <= span;
    }

    private Errno Begin(long ticks, out string? name)
    {
        Segment segment = new(new DateTime(ticks, DateTimeKind.Utc), _segments.Count == 0 ? 1 : _segments[^1].Number + 1);
        name = segment.Name;
        _fileId = FileHeader.NewId();
        byte[] header = new byte[FileHeader.Length];
        new FileHeader(FileKind.Segment, _fileId).Write(header);
        _file = directory.TryCreate(segment.Name, header, out Errno error);
        if (_file is null) return error;
        _segments.Add(segment);
        error = directory.Sync();
        if (error != Errno.None) Withdraw();
        return error;
    }

    // Removes the last segment, which has no block.
    private void Withdraw()
    {
        _ = directory.Delete(_segments[^1].Name);
        _segments.RemoveAt(_segments.Count - 1);
        Close();
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private void Retain(long now, long reserve)
    {
        Error = null;
        while (_options.MaximumSize is long most && Total + reserve > most && TryDelete(static _ => true)) continue;

        // One at a time, so that a clock that is wrong for a moment cannot delete everything.
        _ = TryDelete(segment => IsPast(segment, now));
    }

    private bool TryFreeLocked()
    {
        if (_segments.Count == 0) return false;
        bool isBeyond = _options.MaximumSize is long most && (Total > most || Total - _segments[0].Length >= most / 2);
        long now = _options.TimeProvider.GetUtcNow().UtcTicks;
        return TryDelete(segment => isBeyond || IsPast(segment, now));
    }

    private long Longest => Math.Clamp((_options.MaximumSize ?? long.MaxValue) / PartsOfLimit, LeastLength, MostLength);

    private long Total => _segments.Sum(segment => segment.Length);

    private bool IsPast(Segment segment, long now) => _options.MaximumAge is TimeSpan age && now - LastTicks(segment) > age.Ticks;

    // Deletes the oldest due segment that can be deleted, never the one that is being written.
    private bool TryDelete(Predicate<Segment> isDue)
    {
        int complete = _segments.Count - (_file is null ? 0 : 1);
        for (int i = 0; i < complete && isDue(_segments[i]); i++)
        {
            Errno error = directory.Delete(_segments[i].Name);
            if (error is Errno.None or Errno.ENOENT)
            {
                _segments.RemoveAt(i);
                return true;
            }

            Error = Errors.Deleting(_segments[i].Name, error);
        }

        return false;
    }

    private long LastTicks(Segment segment)
    {
        if (segment.LastTicks is long known) return known;
        using StoreFile? file = directory.TryOpenFile(segment.Name, out _);
        long last = file is null ? 0 : SegmentScan.Of(file).Blocks.Select(block => block.Header.LastTicks).DefaultIfEmpty().Max();
        segment.LastTicks = Math.Max(last, segment.Start.Ticks);
        return segment.LastTicks.Value;
    }

    private sealed class Segment(string name, DateTime start, int number)
    {
        internal Segment(DateTime start, int number)
            : this(FileNames.Segment(start, number), start, number) => Length = FileHeader.Length;

        internal string Name => name;

        internal DateTime Start => start;

        internal int Number => number;

        internal long Length { get; set; }

        /// <summary>Latest time in it. Null if unknown.</summary>
        internal long? LastTicks { get; set; }
    }
}
