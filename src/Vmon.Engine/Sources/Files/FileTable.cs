using System.Runtime.InteropServices;
using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources.Processes;

namespace Vmon.Sources.Files;

/// <summary>The descriptors of a table in the last sample. Processes that share a table in the kernel (CLONE_FILES) can share it here.</summary>
internal sealed class FileTable
{
    private const int Fewest = 8;

    private FileEntry[] _entries = [];
    private int _kept;

    /// <summary>By descriptor, ascending.</summary>
    internal ReadOnlySpan<FileEntry> Entries => _entries.AsSpan(0, _kept);

    /// <summary>Number of open descriptors. Exceeds the number of entries if those would take too much memory.</summary>
    internal int Count { get; private set; }

    /// <summary>What its entries take, in bytes.</summary>
    internal long Cost { get; private set; }

    /// <summary>Whether the kernel denied the target of a descriptor.</summary>
    internal bool HasDeniedLinks { get; private set; }

    /// <summary>Whether the target of a descriptor could not be read.</summary>
    internal bool HasUnreadLinks { get; private set; }

    /// <summary>Number of the sample in which it last changed, or of the first reading.</summary>
    internal long ChangedIn { get; private set; }

    /// <summary>Updates the table.</summary>
    /// <param name="descriptors">The open descriptors.</param>
    /// <param name="process">The process.</param>
    /// <param name="charged">What the process takes before, in bytes.</param>
    /// <param name="context">What all work with.</param>
    /// <returns>False, without a change, if the sample was cancelled.</returns>
    internal bool TryMerge(scoped ref ProcessDescriptors descriptors, ref ProcDirectory process, long charged, SamplingContext context)
    {
        List<FileEntry> entries = context.FileEntries;
        entries.Clear();

        bool isRefreshDue = context.IsRefreshDue(process.ProcessId);
        FileMemory memory = context.Files;
        long quota = memory.QuotaOf(charged);
        long texts = memory.SharedTexts;
        long cost = 0;
        int old = 0;
        int count = 0;
        bool isFull = false;
        bool isChanged = false;
        bool hasDenied = false;
        bool hasUnread = false;
        while (descriptors.TryNext(out int number))
        {
            if (context.State.IsCancelled) return false;
            count++;
            isFull = isFull || !memory.Allows(entries.Count, cost + memory.SharedTexts - texts, quota);
            if (isFull) continue;
            while (old < _kept && _entries[old].Descriptor < number) old++;
            bool isKnown = old < _kept && _entries[old].Descriptor == number;
            FileEntry entry = isKnown ? _entries[old] : new FileEntry { Descriptor = number };
            ReadStatus status = descriptors.Read(ref entry, ref process, isRefreshDue, out bool isOther);
            if (status == ReadStatus.Gone)
            {
                count--;
                continue;
            }

            hasDenied |= status == ReadStatus.Denied;
            hasUnread |= status != ReadStatus.Ok;
            isChanged |= isOther || !isKnown;
            entries.Add(entry);
            cost += FileMemory.CostOf(entry);
        }

        if (isChanged || entries.Count != _kept || count != Count) ChangedIn = context.SampleNumber;
        Cost = cost;
        Count = count;
        HasDeniedLinks = hasDenied;
        HasUnreadLinks = hasUnread;
        Replace(entries);
        return true;
    }

    /// <summary>Accepts what a recording has.</summary>
    internal void Restore(List<FileEntry> entries, int count, bool hasDeniedLinks, bool hasUnreadLinks)
    {
        (Count, HasDeniedLinks, HasUnreadLinks) = (count, hasDeniedLinks, hasUnreadLinks);
        Replace(entries);
    }

    /// <summary>Accepts what a recording has, which is read on while this sample is shown.</summary>
    internal void Restore(FileTable recorded)
    {
        (Count, HasDeniedLinks, HasUnreadLinks) = (recorded.Count, recorded.HasDeniedLinks, recorded.HasUnreadLinks);
        if (_entries.Length < recorded._kept) _entries = new FileEntry[recorded._kept];
        recorded.Entries.CopyTo(_entries);
        _entries.AsSpan(recorded._kept).Clear();
        _kept = recorded._kept;
    }

    /// <summary>Notes that a recording says that it changed.</summary>
    internal void NoteChange(long sample) => ChangedIn = sample;

    private void Replace(List<FileEntry> entries)
    {
        int count = entries.Count;
        if (_entries.Length < count || _entries.Length > Math.Max(Fewest, 2 * count)) _entries = new FileEntry[Math.Max(Fewest, count * 5 / 4)];
        CollectionsMarshal.AsSpan(entries).CopyTo(_entries);
        _entries.AsSpan(count).Clear();
        _kept = count;
        entries.Clear();
    }
}

/// <summary>
/// The last large table read by the current sample, for reuse by processes that share it in the kernel: thousands of clones (CLONE_FILES)
/// can share one table.
/// </summary>
internal sealed class SharedFiles
{
    // For smaller tables, a comparison costs as much as a read.
    private const int Large = 1024;

    private FileTable? _table;
    private int _owner;
    private long _ownerStart;
    private long _sample;
    private long _address;

    /// <summary>Offers the table of a process.</summary>
    /// <param name="stat">The process.</param>
    /// <param name="table">Its table.</param>
    /// <param name="address">Address of the table in the kernel, from the pass of the sample. 0 if unknown.</param>
    /// <param name="sample">Number of the sample.</param>
    internal void Offer(in ProcStat stat, FileTable table, long address, long sample)
    {
        if (table.Count < Large) return;
        (_owner, _ownerStart, _table, _address, _sample) = (stat.Id, stat.StartTime, table, address, sample);
    }

    /// <summary>The table that the process shares according to the kernel. Null if it shares none, or was not compared.</summary>
    internal FileTable? Find(in ProcStat stat, long address, SamplingContext context)
    {
        if (address != 0 && _address != 0 && address != _address) return null;
        if (_table is null || _sample != context.SampleNumber || !context.Host.IsLocal || stat.Id == _owner) return null;
        return Libc.HaveSameFiles(_owner, stat.Id) && IsAlive(context) ? _table : null;
    }

    // After the comparison, so that the PID was not reused before it.
    private bool IsAlive(SamplingContext context)
    {
        ProcDirectory directory = new(context.Root, _owner);
        bool isSame = ProcessLookup.IsOf(_ownerStart, ref directory, context.Buffer);
        directory.Dispose();
        return isSame;
    }
}
