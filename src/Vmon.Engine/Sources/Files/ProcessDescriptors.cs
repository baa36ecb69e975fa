using Vmon.Kernel.Files;
using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Sources.Files;

/// <summary>The open descriptors of one process, ascending: listed in /proc, or from a pass of the kernel with /proc for what it lacks.</summary>
internal ref struct ProcessDescriptors
{
    private readonly SamplingContext _context;
    private readonly FileRun _run;
    private FileRecords _records;
    private FileRecord _record;
    private int _directory = -1;
    private int _next;

    /// <summary>Those of /proc, to be opened and listed.</summary>
    internal ProcessDescriptors(SamplingContext context) => _context = context;

    /// <summary>Those of a pass.</summary>
    internal ProcessDescriptors(SamplingContext context, FileRun run, FileRecords records)
    {
        _context = context;
        _run = run;
        _records = records;
        IsPassed = true;
    }

    /// <summary>Whether they are of a pass.</summary>
    internal bool IsPassed { get; }

    /// <summary>Address of their table in the kernel. 0 if unknown.</summary>
    internal readonly long Table => _run.Table;

    /// <summary>Opens fd of the process.</summary>
    internal ReadStatus Open(ref ProcDirectory process) => process.Open("fd\0"u8, isDirectory: true, out _directory);

    /// <summary>Lists fd into <see cref="SamplingContext.Descriptors"/>.</summary>
    internal readonly ReadStatus List()
    {
        ReadStatus status = NumberedEntries.Read(_directory, _context.Buffer, _context.Descriptors);
        if (!_context.Root.IsLive) _context.Descriptors.Sort(); // procfs lists in order, a copy in any
        return status;
    }

    /// <summary>Goes to the next one. False at the end.</summary>
    internal bool TryNext(out int number)
    {
        if (IsPassed)
        {
            bool isRead = _records.TryNext(out _record);
            number = _record.Head.Descriptor;
            return isRead;
        }

        bool isListed = _next < _context.Descriptors.Count;
        number = isListed ? _context.Descriptors[_next++] : 0;
        return isListed;
    }

    /// <summary>Updates the entry of the current one.</summary>
    internal ReadStatus Read(ref FileEntry entry, ref ProcDirectory process, bool isRefreshDue, out bool isChanged)
    {
        if (IsPassed && PassedFileEntry.TryRead(ref entry, _record, _context, isRefreshDue, out isChanged)) return ReadStatus.Ok;
        isChanged = false;
        ReadStatus status = _directory < 0 ? Open(ref process) : ReadStatus.Ok;
        return status == ReadStatus.Ok ? FileEntryReader.Read(ref entry, _directory, ref process, _context, isRefreshDue, out isChanged) : status;
    }

    internal void Dispose()
    {
        if (_directory >= 0) _ = Libc.Close(_directory);
        _directory = -1;
    }
}
