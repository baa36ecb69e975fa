using Vmon.Kernel.Files;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Files;

/// <summary>
/// The open descriptors of a process, from fd. Every sample reads the text of each link; its target is read only if the text changed.
/// Access of a pipe, inode of a FIFO, and names of a deleted file can change without a change of the text, and are read again at a refresh.
/// </summary>
internal struct FileTableSampler
{
    private FileTable? _table;
    private bool _isShared;
    private int _shown;

    /// <summary>Result of the last listing.</summary>
    internal ReadStatus Status { get; private set; }

    /// <summary>What they take, in bytes; of a table that several share, for each of them.</summary>
    internal long Cost { get; private set; }

    /// <summary>Entries in ascending order of descriptors; the last known ones if the status is not Ok.</summary>
    internal readonly ReadOnlySpan<FileEntry> Entries => _table is null ? default : _table.Entries[..Math.Min(_shown, _table.Entries.Length)];

    /// <summary>Number of open descriptors. Null if it could not be read.</summary>
    internal readonly long? Count => Status == ReadStatus.Ok ? _table?.Count : null;

    /// <summary>Whether some descriptors are only counted, because they would take too much memory.</summary>
    internal readonly bool IsCut => Entries.Length < Count;

    /// <summary>Whether the target of a descriptor could not be read, so that a pipe may have unknown ends.</summary>
    internal readonly bool HasUnreadLinks => _table is { HasUnreadLinks: true } || IsCut;

    /// <summary>Whether the entries are all descriptors of the sample, with their targets.</summary>
    internal readonly bool IsComplete => Status == ReadStatus.Ok && !HasUnreadLinks;

    internal readonly bool HasDeniedLinks => _table is { HasDeniedLinks: true };

    internal readonly bool IsDenied => Status == ReadStatus.Denied || HasDeniedLinks;

    internal readonly bool HasChangedIn(long sample) => _table?.ChangedIn == sample;

    internal void Sample(ref ProcDirectory process, in ProcStat stat, SamplingContext context)
    {
        // A thread shares the table of its process.
        if (process.IsThread) return;
        if (Status == ReadStatus.Denied && !context.IsRefreshDue(process.ProcessId)) return;
        if (TrySamplePass(_table?.Count ?? 0, ref process, stat, context)) return;

        ProcessDescriptors descriptors = new(context);
        Status = descriptors.Open(ref process);
        if (Status != ReadStatus.Ok) return;
        FileTable? others = context.SharedFiles.Find(stat, address: 0, context);
        Status = descriptors.List();

        // Compare before listing, so that the compared process is the listed one.
        int count = context.Descriptors.Count;
        if (Status == ReadStatus.Ok && others?.Count == count) Share(others, context.Files);
        else if (Status == ReadStatus.Ok && !TrySamplePass(count, ref process, stat, context)) _ = TryMerge(ref descriptors, ref process, stat, context);
        descriptors.Dispose();
    }

    /// <summary>Accepts what a recording has.</summary>
    internal void Restore(ReadStatus status, FileTable recorded, bool isChanged, long sample)
    {
        _table ??= new FileTable();
        _table.Restore(recorded);
        if (isChanged) _table.NoteChange(sample);
        (Status, _shown) = (status, _table.Entries.Length);
    }

    // A table that clones share is shared here too.
    private bool TrySamplePass(int expected, ref ProcDirectory process, in ProcStat stat, SamplingContext context)
    {
        if (context.FilePasses is not { } passes || IsDenied || !passes.TryGet(stat, expected, context, out FileRun run)) return false;
        if (_table is null && run.Count > 0 && IsRefused(ref process, stat, context)) return false;
        if (context.SharedFiles.Find(stat, run.Table, context) is not null) return false;
        ProcessDescriptors descriptors = new(context, run, passes[run]);
        bool isRead = TryMerge(ref descriptors, ref process, stat, context);
        descriptors.Dispose();
        if (isRead) Status = ReadStatus.Ok;
        return isRead;
    }

    // What /proc refuses stays refused, although the kernel does not ask in a pass. Both capabilities that this requires may be overruled by a security module.
    private static bool IsRefused(ref ProcDirectory process, in ProcStat stat, SamplingContext context) =>
        stat.IsTracingRefused || process.ReadLink("exe\0"u8, context.Buffer, out _) == ReadStatus.Denied;

    private bool TryMerge(scoped ref ProcessDescriptors descriptors, ref ProcDirectory process, in ProcStat stat, SamplingContext context)
    {
        if (_table is null || _isShared) (_table, _isShared) = (new FileTable(), false);
        if (!_table.TryMerge(ref descriptors, ref process, Cost, context)) return false;
        Show(_table.Entries.Length, _table.Cost, context.Files);
        context.SharedFiles.Offer(stat, _table, descriptors.Table, context.SampleNumber);
        context.FilePasses?.NoteRead(_table.Count, descriptors.IsPassed);
        return true;
    }

    // A shared table takes no memory here, but objects created from it do, for each process.
    private void Share(FileTable table, FileMemory memory)
    {
        (_table, _isShared) = (table, true);
        int kept = table.Entries.Length;
        long each = Math.Max(1, table.Cost / Math.Max(1, kept));
        int shown = (int)Math.Min(kept, memory.QuotaOf(Cost) / each);
        if (shown < kept && memory.Kept < memory.Limit) shown = Math.Max(shown, Math.Min(kept, FileMemory.Assured));
        Show(shown, shown * each, memory);
    }

    private void Show(int shown, long cost, FileMemory memory)
    {
        memory.NoteCost(Cost, cost);
        (_shown, Cost) = (shown, cost);
    }
}
