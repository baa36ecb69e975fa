using Vmon.Fields;
using Vmon.Sources.Machine;

namespace Vmon;

// /proc/meminfo and vmstat
public sealed partial class SystemSample
{
    private readonly LineValues? _memInfo;
    private const long Kilobyte = 1024;
    private readonly LineValues? _vmStat;

    /// <summary>Every line of /proc/meminfo by the kernel's name, in bytes; HugePages_ lines are counts.</summary>
    [Field("meminfo", Unit = "bytes, counts", Group = "Memory")]
    public IReadOnlyDictionary<string, long>? MemInfo => _memInfo?.All;

    /// <summary>Change of each line of /proc/meminfo since the previous sample; 0 if it did not change.</summary>
    [Field("meminfo", Unit = "bytes, counts", OfInterval = true, Group = "Memory")]
    public IReadOnlyDictionary<string, long>? MemInfoChange => _memInfo?.Differences;

    /// <summary>Total memory managed by the kernel (MemTotal).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory", Metric = "system.memory.limit")]
    public long? MemoryTotal => _memInfo?.Value("MemTotal");

    /// <summary>Unused memory (MemFree).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory", Metric = "system.memory.usage{system.memory.state=free}")]
    public long? MemoryFree => _memInfo?.Value("MemFree");

    /// <summary>Memory available to programs without swapping, as estimated by the kernel. Null before Linux 3.14 (MemAvailable).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory", Metric = "system.memory.linux.available")]
    public long? MemoryAvailable => _memInfo?.Value("MemAvailable");

    /// <summary>Memory in use that cannot be reclaimed at once: total minus available. Null if the two contradict each other.</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory", Metric = "system.memory.usage{system.memory.state=used}")]
    public long? MemoryUsed => Rest(MemoryTotal, MemoryAvailable);

    /// <summary>Block device cache (Buffers).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory", Metric = "system.memory.usage{system.memory.state=buffers}")]
    public long? Buffers => _memInfo?.Value("Buffers");

    /// <summary>Page cache, including shared memory, excluding the swap cache (Cached).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory", Metric = "system.memory.usage{system.memory.state=cached}")]
    public long? Cached => _memInfo?.Value("Cached");

    /// <summary>Memory that is also in swap (SwapCached).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? SwapCached => _memInfo?.Value("SwapCached");

    /// <summary>Recently used memory (Active).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? Active => _memInfo?.Value("Active");

    /// <summary>Memory that is reclaimed first (Inactive).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? Inactive => _memInfo?.Value("Inactive");

    /// <summary>Recently used anonymous memory (Active(anon)).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? ActiveAnonymous => _memInfo?.Value("Active(anon)");

    /// <summary>Anonymous memory that was not used recently (Inactive(anon)).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? InactiveAnonymous => _memInfo?.Value("Inactive(anon)");

    /// <summary>Recently used page cache (Active(file)).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? ActiveFile => _memInfo?.Value("Active(file)");

    /// <summary>Page cache that was not used recently (Inactive(file)).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? InactiveFile => _memInfo?.Value("Inactive(file)");

    /// <summary>Memory that cannot be reclaimed (Unevictable).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? Unevictable => _memInfo?.Value("Unevictable");

    /// <summary>Memory locked by programs (Mlocked).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? Mlocked => _memInfo?.Value("Mlocked");

    /// <summary>Swap space (SwapTotal).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? SwapTotal => _memInfo?.Value("SwapTotal");

    /// <summary>Free swap space (SwapFree).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory", Metric = "system.paging.usage{system.paging.state=free}")]
    public long? SwapFree => _memInfo?.Value("SwapFree");

    /// <summary>Swap space in use: total minus free. Null if the two contradict each other.</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory", Metric = "system.paging.usage{system.paging.state=used}")]
    public long? SwapUsed => Rest(SwapTotal, SwapFree);

    /// <summary>Memory waiting to be written to storage (Dirty).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? Dirty => _memInfo?.Value("Dirty");

    /// <summary>Memory that is being written to storage (Writeback).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? Writeback => _memInfo?.Value("Writeback");

    /// <summary>Anonymous memory of programs (AnonPages).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? AnonymousMemory => _memInfo?.Value("AnonPages");

    /// <summary>Files mapped by programs (Mapped).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? MappedMemory => _memInfo?.Value("Mapped");

    /// <summary>Shared memory and tmpfs (Shmem).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory", Metric = "system.memory.linux.shared")]
    public long? SharedMemory => _memInfo?.Value("Shmem");

    /// <summary>Reclaimable kernel memory; Linux 4.20 (KReclaimable).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? KernelReclaimable => _memInfo?.Value("KReclaimable");

    /// <summary>Kernel data structures (Slab).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? Slab => _memInfo?.Value("Slab");

    /// <summary>Reclaimable part of Slab (SReclaimable).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory", Metric = "system.memory.linux.slab.usage{system.memory.linux.slab.state=reclaimable}")]
    public long? SlabReclaimable => _memInfo?.Value("SReclaimable");

    /// <summary>Unreclaimable part of Slab (SUnreclaim).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory", Metric = "system.memory.linux.slab.usage{system.memory.linux.slab.state=unreclaimable}")]
    public long? SlabUnreclaimable => _memInfo?.Value("SUnreclaim");

    /// <summary>Kernel stacks of threads (KernelStack).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? KernelStack => _memInfo?.Value("KernelStack");

    /// <summary>Page tables (PageTables).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? PageTables => _memInfo?.Value("PageTables");

    /// <summary>Memory written to an NFS server that is not on stable storage yet; 0 since Linux 5.8 (NFS_Unstable).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? NfsUnstable => _memInfo?.Value("NFS_Unstable");

    /// <summary>Buffers for devices that cannot reach all memory (Bounce).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? Bounce => _memInfo?.Value("Bounce");

    /// <summary>FUSE writeback buffers (WritebackTmp).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? WritebackTemporary => _memInfo?.Value("WritebackTmp");

    /// <summary>Limit of committed memory if overcommit is strict (CommitLimit).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? CommitLimit => _memInfo?.Value("CommitLimit");

    /// <summary>Memory committed to programs (Committed_AS).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? CommittedMemory => _memInfo?.Value("Committed_AS");

    /// <summary>Total vmalloc address space (VmallocTotal).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? VmallocTotal => _memInfo?.Value("VmallocTotal");

    /// <summary>Used vmalloc address space; 0 from Linux 4.4 to 5.2 (VmallocUsed).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? VmallocUsed => _memInfo?.Value("VmallocUsed");

    /// <summary>Largest free block of vmalloc address space; 0 since Linux 4.4 (VmallocChunk).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? VmallocChunk => _memInfo?.Value("VmallocChunk");

    /// <summary>Huge pages in the pool: a count (HugePages_Total).</summary>
    [Field("meminfo", Unit = "count", Group = "Memory", Metric = "system.memory.linux.hugepages.limit")]
    public long? HugePagesTotal => _memInfo?.Value("HugePages_Total");

    /// <summary>Huge pages that are free: a count (HugePages_Free).</summary>
    [Field("meminfo", Unit = "count", Group = "Memory", Metric = "system.memory.linux.hugepages.usage{system.memory.linux.hugepages.state=free}")]
    public long? HugePagesFree => _memInfo?.Value("HugePages_Free");

    /// <summary>Huge pages that are reserved and not allocated yet: a count (HugePages_Rsvd).</summary>
    [Field("meminfo", Unit = "count", Group = "Memory", Metric = "system.memory.linux.hugepages.reserved")]
    public long? HugePagesReserved => _memInfo?.Value("HugePages_Rsvd");

    /// <summary>Huge pages beyond the pool's size: a count (HugePages_Surp).</summary>
    [Field("meminfo", Unit = "count", Group = "Memory", Metric = "system.memory.linux.hugepages.surplus")]
    public long? HugePagesSurplus => _memInfo?.Value("HugePages_Surp");

    /// <summary>Size of a huge page of the default size (Hugepagesize).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory", Metric = "system.memory.linux.hugepages.page_size")]
    public long? HugePageSize => _memInfo?.Value("Hugepagesize");

    /// <summary>Memory that the kernel maps in pages of 4 kB (DirectMap4k).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? DirectMap4k => _memInfo?.Value("DirectMap4k");

    /// <summary>Memory that the kernel maps in pages of 2 MB (DirectMap2M).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? DirectMap2M => _memInfo?.Value("DirectMap2M");

    /// <summary>Memory that the kernel maps in pages of 4 MB (DirectMap4M).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? DirectMap4M => _memInfo?.Value("DirectMap4M");

    /// <summary>Memory that the kernel maps in pages of 1 GB (DirectMap1G).</summary>
    [Field("meminfo", Unit = "bytes", Group = "Memory")]
    public long? DirectMap1G => _memInfo?.Value("DirectMap1G");

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

    private static long? Rest(long? total, long? part) => total >= part ? total - part : null;

    private long? InBytes(string counter, long? unit) =>
        _vmStat?.Increase(counter) is long increase && !(increase > long.MaxValue / unit) ? increase * unit : null;
}
