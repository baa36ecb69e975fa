using System.Runtime.CompilerServices;
using Vmon.Parsing;

namespace Vmon;

// Memory sizes in bytes: /proc/PID/statm, which is exact, and the two that only stat has.
public partial class ProcessSample
{
    /// <summary>Resident memory (RSS), shared pages included. That of a process that has not run is up to 32 samples old, unless exactness was asked.</summary>
    public long? WorkingSet => Pages(StatmField.Resident);

    /// <summary>Resident memory that is backed by files or shared: part of the working set.</summary>
    public long? SharedMemory => Pages(StatmField.Shared);

    /// <summary>Address space of the program's code.</summary>
    public long? TextMemory => Pages(StatmField.Text);

    /// <summary>Address space of data and stack.</summary>
    public long? DataMemory => Pages(StatmField.Data);

    /// <summary>Address space in all (vsize of stat).</summary>
    public long? VirtualMemory => _stat.Current.HasMainThreadEnded ? Pages(StatmField.Size) : Known(StatField.VirtualSize, _stat.Current.VirtualSize);

    /// <summary>Soft limit of resident memory (RLIMIT_RSS, which Linux does not enforce); null for none.</summary>
    public long? RssLimit => _stat.Current.ResidentLimit <= long.MaxValue ? Known(StatField.ResidentLimit, (long)_stat.Current.ResidentLimit) : null;

    private long? Pages(StatmField field, [CallerMemberName] string property = "") =>
        IsRead(ProcessDataSets.Memory, property) && _memory.IsKnown ? _memory.Current[field] * _machine.PageSize : null;
}
