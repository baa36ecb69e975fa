using Vmon.Fields;
using Vmon.Sources.Machine;

namespace Vmon;

// /proc/vmstat
public sealed partial class SystemSample
{
    private const long Kilobyte = 1024;

    private readonly LineValues? _vmStat;

    /// <summary>Every line of /proc/vmstat by the kernel's name: levels (most of them nr_..., in pages) and counters since boot.</summary>
    [Field("vmstat", Group = "Virtual memory")]
    public IReadOnlyDictionary<string, long>? VmStat => _vmStat?.All;

    /// <summary>Change of each line of /proc/vmstat since the previous sample. Negative if a level fell.</summary>
    [Field("vmstat", OfInterval = true, Group = "Virtual memory")]
    public IReadOnlyDictionary<string, long>? VmStatChange => _vmStat?.Differences;

    /// <summary>Bytes read from block devices in this interval (pgpgin).</summary>
    [Field("vmstat", Unit = "bytes", OfInterval = true, Group = "Virtual memory")]
    public long? PagedIn => InBytes("pgpgin", Kilobyte);

    /// <summary>Bytes written to block devices in this interval (pgpgout).</summary>
    [Field("vmstat", Unit = "bytes", OfInterval = true, Group = "Virtual memory")]
    public long? PagedOut => InBytes("pgpgout", Kilobyte);

    /// <summary>Bytes read from swap in this interval (pswpin).</summary>
    [Field("vmstat", Unit = "bytes", OfInterval = true, Group = "Virtual memory")]
    public long? SwappedIn => InBytes("pswpin", Machine.PageSize);

    /// <summary>Bytes written to swap in this interval (pswpout).</summary>
    [Field("vmstat", Unit = "bytes", OfInterval = true, Group = "Virtual memory")]
    public long? SwappedOut => InBytes("pswpout", Machine.PageSize);

    /// <summary>Page faults in the interval, major faults included (pgfault).</summary>
    [Field("vmstat", Unit = "count", OfInterval = true, Group = "Virtual memory")]
    public long? PageFaults => _vmStat?.Increase("pgfault");

    /// <summary>Page faults in the interval that required IO (pgmajfault).</summary>
    [Field("vmstat", Unit = "count", OfInterval = true, Group = "Virtual memory")]
    public long? MajorFaults => _vmStat?.Increase("pgmajfault");

    /// <summary>Processes killed by the out-of-memory killer in the interval (oom_kill, Linux 4.13).</summary>
    [Field("vmstat", Unit = "count", OfInterval = true, Group = "Virtual memory")]
    public long? OomKills => _vmStat?.Increase("oom_kill");

    private long? InBytes(string counter, long? unit) =>
        _vmStat?.Increase(counter) is long increase && !(increase > long.MaxValue / unit) ? increase * unit : null;
}
