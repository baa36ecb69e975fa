using System.Globalization;
using Vmon.Native;

namespace Vmon.Recording.Files;

/// <summary>Reads a recording. It writes nothing, needs no lock, and can be used while a recorder writes.</summary>
internal sealed class RecordingDirectory : IDisposable
{
    private const int MostWarnings = 100;

    // A frame that is being written is complete then.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);

    private readonly StoreDirectory _directory;
    private readonly List<string> _warnings = [];

    // To find a time and to read from there expands the same block.
    private ExpandedBlock? _last;

    private RecordingDirectory(StoreDirectory directory) => _directory = directory;

    /// <summary>The blocks in order of time, the open ones included.</summary>
    internal IReadOnlyList<BlockInfo> Blocks { get; private set; } = [];

    /// <summary>A sentence for each damage.</summary>
    internal IReadOnlyList<string> Warnings => _warnings;

    internal static RecordingDirectory Open(string path)
    {
        RecordingDirectory recording = new(StoreAccess.OpenToRead(path));
        recording.Blocks = recording.List(recording.Warn);
        return recording;
    }

    /// <summary>Reads a block. Null with a warning if it is damaged, or was deleted meanwhile.</summary>
    internal RecordedBlock? Read(BlockInfo block)
    {
        RecordedBlock? read = block.IsOpen ? ReadJournal(block) : ReadBlock(block);
        if (read is null) Warn(block.IsOpen ? $"'{block.File}' cannot be read any more." : $"'{block.File}' is damaged: the block at offset {block.Offset} cannot be read.");
        return read;
    }

    public void Dispose() => _directory.Dispose();

    // Journals first: one that becomes a block meanwhile is found in its segment.
    private List<BlockInfo> List(Action<string> warn)
    {
        List<BlockInfo> journals = [];
        foreach (string name in _directory.Names.Where(FileNames.IsJournal).Order(StringComparer.Ordinal))
            if (TryReadJournal(name, warn) is JournalContent { Header.Frames: > 0 } journal) journals.Add(BlockInfo.Of(journal, name));

        Dictionary<BlockIdentity, BlockInfo> blocks = [];
        ulong? last = null;
        string[] segments = [.. _directory.Names.Where(name => FileNames.IsRecording(name) && !FileNames.IsJournal(name)).Order(StringComparer.Ordinal)];
        foreach (string name in segments)
        {
            using StoreFile? file = Open(name, warn);
            if (file is null) continue;
            SegmentScan scan = SegmentScan.Of(file);
            foreach ((long offset, BlockHeader header) in scan.Blocks)
            {
                BlockInfo block = BlockInfo.Of(header, name, offset);
                blocks[block.Identity] = block;
                last = Math.Max(last ?? 0, block.Sequence);
            }

            Report(name, scan, name == segments[^1] ? NextSequence(last, journals) : null, journals, warn);
        }

        foreach (BlockInfo journal in journals) _ = blocks.TryAdd(journal.Identity, journal);
        List<BlockInfo> found = new(blocks.Count);
        foreach ((_, BlockInfo block) in blocks) found.Add(block);
        found.Sort(static (one, other) => one.Sequence.CompareTo(other.Sequence));
        ReportMissing(found, warn);
        found.Sort(static (one, other) => one.FirstTime.CompareTo(other.FirstTime) is not 0 and int order ? order : one.Sequence.CompareTo(other.Sequence));
        return found;
    }

    private static void Report(string name, SegmentScan scan, ulong? next, List<BlockInfo> journals, Action<string> warn)
    {
        if (scan.Status == HeaderStatus.Later) warn($"'{name}' is not read: a later version of Vmon wrote it.");
        else if (scan.Status == HeaderStatus.Damaged && scan.Blocks.Count == 0) warn($"'{name}' is not read: it is not a recording, or its start is damaged.");
        ulong? cut = scan.CutSequence ?? (scan.EndsInHeader ? next : null);
        bool isBeingWritten = journals.Any(journal => journal.Sequence == cut);
        foreach (string problem in isBeingWritten ? scan.Problems.SkipLast(1) : scan.Problems) warn($"'{name}' is damaged: {problem}.");
    }

    // Of the first block of a recording, only its journal tells.
    private static ulong? NextSequence(ulong? last, List<BlockInfo> journals) => last + 1 ?? (journals.Count > 0 ? journals.Min(static journal => journal.Sequence) : null);

    // Only the oldest are ever deleted. The blocks are in order of their numbers.
    private static void ReportMissing(List<BlockInfo> blocks, Action<string> warn)
    {
        BlockInfo? before = null;
        foreach (BlockInfo block in blocks)
        {
            bool isSameRecording = before?.Sequence >> BlockInfo.BitsOfNumber == block.Sequence >> BlockInfo.BitsOfNumber;
            ulong missing = isSameRecording ? block.Sequence - before!.Sequence : 1;
            if (missing > 1) warn(string.Create(CultureInfo.InvariantCulture, $"Blocks are missing before '{block.File}', offset {block.Offset}: {missing - 1}, between {before!.LastTime:u} and {block.FirstTime:u}."));
            before = block;
        }
    }

    private StoreFile? Open(string name, Action<string> warn)
    {
        StoreFile? file = _directory.TryOpenFile(name, out Errno error);
        if (file is not null || error == Errno.ENOENT) return file;
        warn($"'{name}' is not read: {(error is Errno.EINVAL or Errno.ELOOP ? "it is not a regular file" : Errors.Text(error))}.");
        return null;
    }

    private JournalContent? TryReadJournal(string name, Action<string> warn)
    {
        for (long length = -1; ;)
        {
            using StoreFile? file = Open(name, warn);
            if (file is null) return null;
            byte[]? bytes = file.ReadAll(BlockHeader.MostRaw, out Errno error);
            if (bytes is null)
            {
                warn($"'{name}' is not read: {Errors.Text(error)}.");
                return null;
            }

            JournalContent? journal = JournalContent.TryRead(bytes, out HeaderStatus status);
            if (error != Errno.None)
            {
                warn(JournalContent.Unreadable(name, bytes.Length, error));
                return journal;
            }

            if (journal is not null && (journal.Problem is null || file.Length == length))
            {
                if (journal.Problem is not null) warn($"'{name}' is damaged: {journal.Problem}.");
                return journal;
            }

            if (file.Length == length)
            {
                warn($"'{name}' is not read: {(status == HeaderStatus.Later ? "a later version of Vmon wrote it" : bytes.Length < Journal.HeaderLength ? "it ends within its header" : "its header is damaged")}.");
                return null;
            }

            length = file.Length;
            Thread.Sleep(Moment);
        }
    }

    private RecordedBlock? ReadBlock(BlockInfo block)
    {
        if (_last is { } last && last.Info == block) return new RecordedBlock(last.Frames, last.Columns);
        using StoreFile? file = _directory.TryOpenFile(block.File, out _);
        if (file is null || BlockReader.TryReadPayload(file, block.Offset, out BlockHeader header) is not byte[] payload) return null;
        if (header.Sequence != block.Sequence || ColumnCode.TryFind(payload) is not ReadOnlyMemory<byte>[] columns) return null;
        _last = new ExpandedBlock(block, header.Frames, columns);
        return new RecordedBlock(header.Frames, columns);
    }

    private RecordedBlock? ReadJournal(BlockInfo block)
    {
        if (TryReadJournal(block.File, static _ => { }) is JournalContent journal && journal.Header.Sequence == block.Sequence)
            return ColumnCode.TryFind(journal.Columns.ToArray()) is ReadOnlyMemory<byte>[] columns ? new RecordedBlock(journal.Header.Frames, columns) : null;

        return List(static _ => { }).Find(other => other.Identity == block.Identity && !other.IsOpen) is BlockInfo closed ? ReadBlock(closed) : null;
    }

    private void Warn(string warning)
    {
        if (_warnings.Count < MostWarnings) _warnings.Add(warning);
        else if (_warnings.Count == MostWarnings) _warnings.Add("Further damage is not listed.");
    }

    private sealed record ExpandedBlock(BlockInfo Info, int Frames, ReadOnlyMemory<byte>[] Columns);
}
