using Vmon.Fields;

namespace Vmon;

// /proc/PID/fd
public partial class ProcessSample
{
    private readonly long? _fileCount;

    /// <summary>Number of open descriptors. For a thread, those of its process. Null if not requested or not readable.</summary>
    [Field("fd", Unit = "count", Group = "Open files", Metric = "process.unix.file_descriptor.count")]
    public long? FileCount => IsRead(ProcessDataSets.Files, nameof(FileCount)) ? _fileCount : null;
}
