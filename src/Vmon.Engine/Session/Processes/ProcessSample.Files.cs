namespace Vmon;

// Its open files: /proc/PID/fd.
public partial class ProcessSample
{
    private readonly long? _fileCount;

    /// <summary>Number of open descriptors; of a thread, those of its process, which it shares. Null where files were not wanted, or not readable.</summary>
    public long? FileCount => IsRead(ProcessDataSets.Files, nameof(FileCount)) ? _fileCount : null;
}
