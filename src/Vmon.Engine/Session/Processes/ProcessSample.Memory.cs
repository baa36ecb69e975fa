using System.Runtime.CompilerServices;
using Vmon.Native;

namespace Vmon;

// Memory sizes in bytes: /proc/PID/statm, which is exact, and the two that only stat has.
public sealed partial class ProcessSample
{
    /// <summary>Resident memory (RSS), shared pages included. That of a process that has not run is up to 32 samples old, unless exactness was asked.</summary>
    public long? WorkingSet => Pages(_memory.Current.Resident);

    /// <summary>Resident memory that is backed by files or shared: part of the working set.</summary>
    public long? SharedMemory => Pages(_memory.Current.Shared);

    /// <summary>Address space of the program's code.</summary>
    public long? TextMemory => Pages(_memory.Current.Text);

    /// <summary>Address space of data and stack.</summary>
    public long? DataMemory => Pages(_memory.Current.Data);

    /// <summary>Address space in all (vsize of stat).</summary>
    public long? VirtualMemory => _stat.Current.HasMainThreadEnded ? Pages(_memory.Current.Size) : Known(_stat.Current.VirtualSize);

    /// <summary>Soft limit of resident memory (RLIMIT_RSS, which Linux does not enforce); null for none.</summary>
    public long? RssLimit => _stat.Current.ResidentLimit <= long.MaxValue ? Known((long)_stat.Current.ResidentLimit) : null;

    private long? Pages(long count, [CallerMemberName] string property = "") => IsRead(ProcessWants.Memory, property) && _memory.IsKnown ? count * SystemConstants.PageSize : null;
}
