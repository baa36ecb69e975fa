using System.Runtime.CompilerServices;
using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

// /proc/PID/statm, which is exact, and the two sizes that only stat has.
public partial class ProcessSample
{
    /// <summary>
    /// Resident memory (RSS), shared pages included. Up to 32 samples old for a process that has not run, unless -Exact is specified.
    /// </summary>
    [Field(StatmField.resident, Unit = "bytes", Group = "Memory", Sets = "PSBasic PSMemory", Metric = "process.memory.usage")]
    public long? WorkingSet => Pages(StatmField.resident);

    /// <summary>Resident memory backed by files or shared. Part of the working set.</summary>
    [Field(StatmField.shared, Unit = "bytes", Group = "Memory", Sets = "PSMemory")]
    public long? SharedMemory => Pages(StatmField.shared);

    /// <summary>Virtual size of the program's code.</summary>
    [Field(StatmField.text, Unit = "bytes", Group = "Memory", Sets = "PSMemory")]
    public long? TextMemory => Pages(StatmField.text);

    /// <summary>Virtual size of data and stack.</summary>
    [Field(StatmField.data, Unit = "bytes", Group = "Memory", Sets = "PSMemory")]
    public long? DataMemory => Pages(StatmField.data);

    /// <summary>Total virtual memory size (vsize).</summary>
    [Field(StatField.vsize, Unit = "bytes", Group = "Memory", Sets = "PSMemory", Metric = "process.memory.virtual")]
    public long? VirtualMemory => _stat.Current.HasMainThreadExited ? Pages(StatmField.size) : Known(StatField.vsize, _stat.Current.VirtualSize);

    /// <summary>Soft limit of resident memory (RLIMIT_RSS, which Linux does not enforce). Null if unlimited.</summary>
    [Field(StatField.rsslim, Unit = "bytes", Group = "Memory", Sets = "PSMemory")]
    public long? RssLimit => _stat.Current.ResidentLimit <= long.MaxValue ? Known(StatField.rsslim, (long)_stat.Current.ResidentLimit) : null;

    private long? Pages(StatmField field, [CallerMemberName] string property = "") =>
        IsRead(ProcessDataSets.Memory, property) && _memory.IsKnown ? _memory.Current[field] * _machine.PageSize : null;
}
