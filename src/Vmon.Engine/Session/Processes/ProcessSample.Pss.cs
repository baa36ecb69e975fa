using System.Runtime.CompilerServices;
using Vmon.Parsing;

namespace Vmon;

// Memory by who shares it, in bytes: /proc/PID/smaps_rollup, where wanted. A page that n processes map counts as an n-th in what is
// proportional. Null for a kernel thread and a zombie, which have no memory, and before Linux 4.14.
public partial class ProcessSample
{
    /// <summary>Its share of resident memory (Pss): the sum of it over all processes is the memory that they have.</summary>
    public long? ProportionalMemory => Rollup(SmapsField.Pss);

    /// <summary>Resident memory that nobody else maps, hugetlbfs included: what its end would free (USS).</summary>
    public long? UniqueMemory =>
        Rollup(SmapsField.Private_Clean) + Rollup(SmapsField.Private_Dirty) + (Rollup(SmapsField.Private_Hugetlb) ?? 0);

    /// <summary>The modified part of its share (Pss_Dirty, Linux 6.0).</summary>
    public long? ProportionalDirtyMemory => Rollup(SmapsField.Pss_Dirty);

    /// <summary>The part of its share that no file is behind (Pss_Anon, Linux 5.4).</summary>
    public long? ProportionalAnonymousMemory => Rollup(SmapsField.Pss_Anon);

    /// <summary>The part of its share that is mapped files (Pss_File, Linux 5.4).</summary>
    public long? ProportionalFileMemory => Rollup(SmapsField.Pss_File);

    /// <summary>The part of its share that is shared memory (Pss_Shmem, Linux 5.4).</summary>
    public long? ProportionalShmemMemory => Rollup(SmapsField.Pss_Shmem);

    /// <summary>Its share of what was swapped out (SwapPss).</summary>
    public long? ProportionalSwapMemory => Rollup(SmapsField.SwapPss);

    /// <summary>Its share of locked memory (Locked).</summary>
    public long? ProportionalLockedMemory => Rollup(SmapsField.Locked);

    /// <summary>Unmodified resident memory that others map as well (Shared_Clean).</summary>
    public long? SharedCleanMemory => Rollup(SmapsField.Shared_Clean);

    /// <summary>Modified resident memory that others map as well (Shared_Dirty).</summary>
    public long? SharedDirtyMemory => Rollup(SmapsField.Shared_Dirty);

    /// <summary>Unmodified resident memory that nobody else maps (Private_Clean).</summary>
    public long? PrivateCleanMemory => Rollup(SmapsField.Private_Clean);

    /// <summary>Modified resident memory that nobody else maps (Private_Dirty).</summary>
    public long? PrivateDirtyMemory => Rollup(SmapsField.Private_Dirty);

    /// <summary>Resident memory in all, by the page tables, exact (Rss).</summary>
    public long? MappedMemory => Rollup(SmapsField.Rss);

    /// <summary>Resident memory that no file is behind, by the page tables (Anonymous): pages of private mappings that were written to are in it.</summary>
    public long? MappedAnonymousMemory => Rollup(SmapsField.Anonymous);

    /// <summary>What was swapped out, by the page tables: that of shared memory is in it (Swap).</summary>
    public long? MappedSwapMemory => Rollup(SmapsField.Swap);

    /// <summary>Resident memory that was used since it was last marked as unused (Referenced).</summary>
    public long? ReferencedMemory => Rollup(SmapsField.Referenced);

    /// <summary>Memory that was merged with equal pages (KSM, Linux 6.7).</summary>
    public long? MergedMemory => Rollup(SmapsField.KSM);

    /// <summary>Memory that it gave back and the kernel has not taken yet (LazyFree, MADV_FREE).</summary>
    public long? LazyFreeMemory => Rollup(SmapsField.LazyFree);

    /// <summary>Anonymous memory in huge pages (AnonHugePages).</summary>
    public long? AnonymousHugePageMemory => Rollup(SmapsField.AnonHugePages);

    /// <summary>Shared memory in huge pages (ShmemPmdMapped).</summary>
    public long? ShmemHugePageMemory => Rollup(SmapsField.ShmemPmdMapped);

    /// <summary>Mapped files in huge pages (FilePmdMapped, Linux 5.4).</summary>
    public long? FileHugePageMemory => Rollup(SmapsField.FilePmdMapped);

    /// <summary>Memory of hugetlbfs that others map as well (Shared_Hugetlb).</summary>
    public long? SharedHugetlbMemory => Rollup(SmapsField.Shared_Hugetlb);

    /// <summary>Memory of hugetlbfs that nobody else maps (Private_Hugetlb).</summary>
    public long? PrivateHugetlbMemory => Rollup(SmapsField.Private_Hugetlb);

    private long? Rollup(SmapsField field, [CallerMemberName] string property = "") =>
        IsRead(ProcessDataSets.Pss, property) ? _details?.Pss?.Value.Current[field] * Kilobyte : null;
}
