using Vmon.Native;
using Vmon.Proc;

namespace Vmon.Sampling;

/// <summary>
/// The open descriptors of a process, from fd. Each link's text is read in each sample; what is behind it only when the text is new.
/// A pipe's access, which FIFO a path leads to, and whether what lost a name has others, are read again when a refresh is due, as they may
/// change behind the same text.
/// </summary>
internal struct FileTableSampler
{
    private FileEntry[]? _entries;
    private FileEntry[]? _spare;
    private int _count;

    /// <summary>How the last attempt to list them ended.</summary>
    internal ReadStatus Status { get; private set; }

    /// <summary>Whether they could be listed, but the kernel refused to say what is behind some.</summary>
    internal bool HasDeniedLinks { get; private set; }

    /// <summary>Whether what is behind some could not be read, for whatever reason, so that a pipe may have ends which are not known.</summary>
    internal bool HasUnreadLinks { get; private set; }

    /// <summary>The number of the sample in which the table last changed; that of the first reading at the earliest.</summary>
    internal long ChangedIn { get; private set; }

    /// <summary>By descriptor, ascending; the last known ones where the status is not Ok.</summary>
    internal readonly ReadOnlySpan<FileEntry> Entries => _entries.AsSpan(0, _count);

    /// <summary>How many are open; null where that could not be read.</summary>
    internal readonly long? Count => Status == ReadStatus.Ok ? _count : null;

    internal readonly bool IsDenied => Status == ReadStatus.Denied || HasDeniedLinks;

    internal void Sample(ref ProcDirectory process, SamplingContext context)
    {
        // A thread shares its process's table.
        if (process.IsThread) return;
        bool isRefreshDue = context.IsRefreshDue(process.ProcessId);
        if (Status == ReadStatus.Denied && !isRefreshDue) return;

        Status = process.Open("fd\0"u8, isDirectory: true, out int fd);
        if (Status != ReadStatus.Ok) return;
        Status = NumberedEntries.Read(fd, context.Buffer, context.Descriptors);
        if (Status == ReadStatus.Ok) Merge(fd, ref process, context, isRefreshDue);
        _ = Libc.Close(fd);
    }

    private void Merge(int fd, ref ProcDirectory process, SamplingContext context, bool isRefreshDue)
    {
        List<int> numbers = context.Descriptors;
        if (!context.Root.IsLive) numbers.Sort();
        if (_spare is null || _spare.Length < numbers.Count) _spare = new FileEntry[Math.Max(8, numbers.Count * 5 / 4)];

        int old = 0;
        int count = 0;
        bool isChanged = false;
        HasDeniedLinks = false;
        HasUnreadLinks = false;
        foreach (int number in numbers)
        {
            if (context.IsCancelled) return;
            while (old < _count && _entries![old].Descriptor < number) old++;
            bool isKnown = old < _count && _entries![old].Descriptor == number;
            ref FileEntry entry = ref _spare[count];
            entry = isKnown ? _entries![old] : new FileEntry { Descriptor = number };
            ReadStatus status = FileEntryReader.Read(ref entry, fd, ref process, context, isRefreshDue, out bool isOther);
            if (status == ReadStatus.Gone) continue;
            HasDeniedLinks |= status == ReadStatus.Denied;
            HasUnreadLinks |= status != ReadStatus.Ok;
            isChanged |= isOther || !isKnown;
            count++;
        }

        if (isChanged || count != _count) ChangedIn = context.SampleNumber;
        _entries.AsSpan().Clear();
        (_entries, _spare) = (_spare, _entries);
        _count = count;
    }
}
