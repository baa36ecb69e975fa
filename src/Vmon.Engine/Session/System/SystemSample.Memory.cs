using Vmon.Sampling;

namespace Vmon;

// Memory in bytes, except where a count is said: /proc/meminfo, line by line by its name.
public sealed partial class SystemSample
{
    private readonly LineValues? _memInfo;

    /// <summary>Every line of /proc/meminfo by the kernel's name, in bytes; those of HugePages_ are counts.</summary>
    public IReadOnlyDictionary<string, long>? MemInfo => _memInfo?.All;

    /// <summary>By how much each line of /proc/meminfo differs from the sample before: 0 for one that has not changed.</summary>
    public IReadOnlyDictionary<string, long>? MemInfoChange => _memInfo?.Differences;

    /// <summary>Memory that the kernel manages (MemTotal).</summary>
    public long? MemoryTotal => _memInfo?.Value("MemTotal");

    /// <summary>Memory that nobody uses (MemFree).</summary>
    public long? MemoryFree => _memInfo?.Value("MemFree");

    /// <summary>Memory that programs could get without swapping, as the kernel estimates it; null before Linux 3.14 (MemAvailable).</summary>
    public long? MemoryAvailable => _memInfo?.Value("MemAvailable");

    /// <summary>Memory that is in use and could not be had back at once: total less available. Null also where those contradict each other.</summary>
    public long? MemoryUsed => Rest(MemoryTotal, MemoryAvailable);

    /// <summary>Cache of raw block devices (Buffers).</summary>
    public long? Buffers => _memInfo?.Value("Buffers");

    /// <summary>Cache of files, shared memory included, swap cache excluded (Cached).</summary>
    public long? Cached => _memInfo?.Value("Cached");

    /// <summary>Memory that is in swap too (SwapCached).</summary>
    public long? SwapCached => _memInfo?.Value("SwapCached");

    /// <summary>Memory used lately (Active).</summary>
    public long? Active => _memInfo?.Value("Active");

    /// <summary>Memory that is the first to be reclaimed (Inactive).</summary>
    public long? Inactive => _memInfo?.Value("Inactive");

    /// <summary>Anonymous memory used lately (Active(anon)).</summary>
    public long? ActiveAnonymous => _memInfo?.Value("Active(anon)");

    /// <summary>Anonymous memory not used lately (Inactive(anon)).</summary>
    public long? InactiveAnonymous => _memInfo?.Value("Inactive(anon)");

    /// <summary>Cache of files used lately (Active(file)).</summary>
    public long? ActiveFile => _memInfo?.Value("Active(file)");

    /// <summary>Cache of files not used lately (Inactive(file)).</summary>
    public long? InactiveFile => _memInfo?.Value("Inactive(file)");

    /// <summary>Memory that cannot be reclaimed (Unevictable).</summary>
    public long? Unevictable => _memInfo?.Value("Unevictable");

    /// <summary>Memory that programs have locked (Mlocked).</summary>
    public long? Mlocked => _memInfo?.Value("Mlocked");

    /// <summary>Swap space (SwapTotal).</summary>
    public long? SwapTotal => _memInfo?.Value("SwapTotal");

    /// <summary>Swap space that is free (SwapFree).</summary>
    public long? SwapFree => _memInfo?.Value("SwapFree");

    /// <summary>Swap space in use: total less free. Null also where those contradict each other.</summary>
    public long? SwapUsed => Rest(SwapTotal, SwapFree);

    /// <summary>Memory that waits to be written to storage (Dirty).</summary>
    public long? Dirty => _memInfo?.Value("Dirty");

    /// <summary>Memory that is being written to storage (Writeback).</summary>
    public long? Writeback => _memInfo?.Value("Writeback");

    /// <summary>Memory of programs that no file is behind (AnonPages).</summary>
    public long? AnonymousMemory => _memInfo?.Value("AnonPages");

    /// <summary>Files mapped by programs (Mapped).</summary>
    public long? MappedMemory => _memInfo?.Value("Mapped");

    /// <summary>Shared memory and tmpfs (Shmem).</summary>
    public long? SharedMemory => _memInfo?.Value("Shmem");

    /// <summary>Memory of the kernel that it can reclaim; Linux 4.20 (KReclaimable).</summary>
    public long? KernelReclaimable => _memInfo?.Value("KReclaimable");

    /// <summary>Data structures of the kernel (Slab).</summary>
    public long? Slab => _memInfo?.Value("Slab");

    /// <summary>The part of them that can be reclaimed (SReclaimable).</summary>
    public long? SlabReclaimable => _memInfo?.Value("SReclaimable");

    /// <summary>The part of them that cannot (SUnreclaim).</summary>
    public long? SlabUnreclaimable => _memInfo?.Value("SUnreclaim");

    /// <summary>Stacks of threads in the kernel (KernelStack).</summary>
    public long? KernelStack => _memInfo?.Value("KernelStack");

    /// <summary>Page tables (PageTables).</summary>
    public long? PageTables => _memInfo?.Value("PageTables");

    /// <summary>Written to an NFS server and not yet on its storage; 0 since Linux 5.8 (NFS_Unstable).</summary>
    public long? NfsUnstable => _memInfo?.Value("NFS_Unstable");

    /// <summary>Buffers for devices that cannot reach all memory (Bounce).</summary>
    public long? Bounce => _memInfo?.Value("Bounce");

    /// <summary>Buffers of FUSE for writing back (WritebackTmp).</summary>
    public long? WritebackTemporary => _memInfo?.Value("WritebackTmp");

    /// <summary>How much may be promised to programs where overcommit is strict (CommitLimit).</summary>
    public long? CommitLimit => _memInfo?.Value("CommitLimit");

    /// <summary>How much is promised to programs (Committed_AS).</summary>
    public long? CommittedMemory => _memInfo?.Value("Committed_AS");

    /// <summary>Address space for vmalloc (VmallocTotal).</summary>
    public long? VmallocTotal => _memInfo?.Value("VmallocTotal");

    /// <summary>The part of it in use; 0 from Linux 4.4 to 5.2 (VmallocUsed).</summary>
    public long? VmallocUsed => _memInfo?.Value("VmallocUsed");

    /// <summary>The largest free part of it; 0 since Linux 4.4 (VmallocChunk).</summary>
    public long? VmallocChunk => _memInfo?.Value("VmallocChunk");

    /// <summary>Huge pages in the pool: a count (HugePages_Total).</summary>
    public long? HugePagesTotal => _memInfo?.Value("HugePages_Total");

    /// <summary>Huge pages that are free: a count (HugePages_Free).</summary>
    public long? HugePagesFree => _memInfo?.Value("HugePages_Free");

    /// <summary>Huge pages that are promised and not yet given: a count (HugePages_Rsvd).</summary>
    public long? HugePagesReserved => _memInfo?.Value("HugePages_Rsvd");

    /// <summary>Huge pages beyond the pool's size: a count (HugePages_Surp).</summary>
    public long? HugePagesSurplus => _memInfo?.Value("HugePages_Surp");

    /// <summary>Size of a huge page of the default size (Hugepagesize).</summary>
    public long? HugePageSize => _memInfo?.Value("Hugepagesize");

    /// <summary>Memory that the kernel maps in pages of 4 kB (DirectMap4k).</summary>
    public long? DirectMap4k => _memInfo?.Value("DirectMap4k");

    /// <summary>Memory that the kernel maps in pages of 2 MB (DirectMap2M).</summary>
    public long? DirectMap2M => _memInfo?.Value("DirectMap2M");

    /// <summary>Memory that the kernel maps in pages of 4 MB (DirectMap4M).</summary>
    public long? DirectMap4M => _memInfo?.Value("DirectMap4M");

    /// <summary>Memory that the kernel maps in pages of 1 GB (DirectMap1G).</summary>
    public long? DirectMap1G => _memInfo?.Value("DirectMap1G");

    private static long? Rest(long? total, long? part) => total >= part ? total - part : null;
}
