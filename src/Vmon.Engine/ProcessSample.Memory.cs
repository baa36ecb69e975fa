using System.Runtime.CompilerServices;
using Vmon.Parsing.Processes;

namespace Vmon;

// /proc/PID/statm, which is exact, and the two sizes that only stat has.
public partial class ProcessSample
{
    /// <summary>
    /// Resident memory (RSS), shared pages included. Up to 32 samples old for a process that has not run, unless -Exact is specified.
    /// </summary>
    public long? WorkingSet => Pages(StatmField.resident);

    /// <summary>Resident memory backed by files or shared. Part of the working set.</summary>
    public long? SharedMemory => Pages(StatmField.shared);

    /// <summary>Virtual size of the program's code.</summary>
    public long? TextMemory => Pages(StatmField.text);

    /// <summary>Virtual size of data and stack.</summary>
    public long? DataMemory => Pages(StatmField.data);

    /// <summary>Total virtual memory size (vsize).</summary>
    public long? VirtualMemory => _stat.Current.HasMainThreadExited ? Pages(StatmField.size) : Known(StatField.vsize, _stat.Current.VirtualSize);

    /// <summary>Soft limit of resident memory (RLIMIT_RSS, which Linux does not enforce). Null if unlimited.</summary>
    public long? RssLimit => _stat.Current.ResidentLimit <= long.MaxValue ? Known(StatField.rsslim, (long)_stat.Current.ResidentLimit) : null;

    private long? Pages(StatmField field, [CallerMemberName] string property = "") =>
        IsRead(ProcessDataSets.Memory, property) && _memory.IsKnown ? _memory.Current[field] * _machine.PageSize : null;
}
