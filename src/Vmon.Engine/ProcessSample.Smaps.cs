using System.Runtime.CompilerServices;
using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

// /proc/PID/smaps_rollup, oom_score and oom_score_adj. Proportional values count a page that n processes map as 1/n. Null for a kernel thread and
// a zombie, which have no memory, and before Linux 4.14.
public partial class ProcessSample
{
    /// <summary>
    /// Proportional set size (Pss): resident memory, each page divided by the number of processes that map it. The sum over processes
    /// counts each page once.
    /// </summary>
    [Field(SmapsField.Pss, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? ProportionalMemory => Rollup(SmapsField.Pss);

    /// <summary>Unique set size (USS): resident memory that no other process maps, hugetlbfs included. An exit would free it.</summary>
    [Field(SmapsField.Private_Clean, SmapsField.Private_Dirty, SmapsField.Private_Hugetlb, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? UniqueMemory =>
        Rollup(SmapsField.Private_Clean) + Rollup(SmapsField.Private_Dirty) + (Rollup(SmapsField.Private_Hugetlb) ?? 0);

    /// <summary>Modified part of the proportional set size (Pss_Dirty, Linux 6.0).</summary>
    [Field(SmapsField.Pss_Dirty, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? ProportionalDirtyMemory => Rollup(SmapsField.Pss_Dirty);

    /// <summary>Anonymous part of the proportional set size (Pss_Anon, Linux 5.4).</summary>
    [Field(SmapsField.Pss_Anon, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? ProportionalAnonymousMemory => Rollup(SmapsField.Pss_Anon);

    /// <summary>File-mapped part of the proportional set size (Pss_File, Linux 5.4).</summary>
    [Field(SmapsField.Pss_File, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? ProportionalFileMemory => Rollup(SmapsField.Pss_File);

    /// <summary>Shared-memory part of the proportional set size (Pss_Shmem, Linux 5.4).</summary>
    [Field(SmapsField.Pss_Shmem, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? ProportionalShmemMemory => Rollup(SmapsField.Pss_Shmem);

    /// <summary>Proportional share of memory in swap (SwapPss).</summary>
    [Field(SmapsField.SwapPss, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? ProportionalSwapMemory => Rollup(SmapsField.SwapPss);

    /// <summary>Proportional share of locked memory (Locked).</summary>
    [Field(SmapsField.Locked, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? ProportionalLockedMemory => Rollup(SmapsField.Locked);

    /// <summary>Unmodified resident memory that other processes also map (Shared_Clean).</summary>
    [Field(SmapsField.Shared_Clean, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? SharedCleanMemory => Rollup(SmapsField.Shared_Clean);

    /// <summary>Modified resident memory that other processes also map (Shared_Dirty).</summary>
    [Field(SmapsField.Shared_Dirty, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? SharedDirtyMemory => Rollup(SmapsField.Shared_Dirty);

    /// <summary>Unmodified resident memory that no other process maps (Private_Clean).</summary>
    [Field(SmapsField.Private_Clean, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? PrivateCleanMemory => Rollup(SmapsField.Private_Clean);

    /// <summary>Modified resident memory that no other process maps (Private_Dirty).</summary>
    [Field(SmapsField.Private_Dirty, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? PrivateDirtyMemory => Rollup(SmapsField.Private_Dirty);

    /// <summary>Resident memory, counted exactly from the page tables (Rss).</summary>
    [Field(SmapsField.Rss, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? MappedMemory => Rollup(SmapsField.Rss);

    /// <summary>Resident anonymous memory, counted from the page tables, including modified pages of private mappings (Anonymous).</summary>
    [Field(SmapsField.Anonymous, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? MappedAnonymousMemory => Rollup(SmapsField.Anonymous);

    /// <summary>Memory in swap, counted from the page tables, shared memory included (Swap).</summary>
    [Field(SmapsField.Swap, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? MappedSwapMemory => Rollup(SmapsField.Swap);

    /// <summary>Resident memory that was accessed since its referenced bits were last cleared (Referenced).</summary>
    [Field(SmapsField.Referenced, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? ReferencedMemory => Rollup(SmapsField.Referenced);

    /// <summary>Memory merged with identical pages (KSM, Linux 6.7).</summary>
    [Field(SmapsField.KSM, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? MergedMemory => Rollup(SmapsField.KSM);

    /// <summary>Memory freed with MADV_FREE that the kernel has not reclaimed yet (LazyFree).</summary>
    [Field(SmapsField.LazyFree, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? LazyFreeMemory => Rollup(SmapsField.LazyFree);

    /// <summary>Anonymous memory in transparent huge pages (AnonHugePages).</summary>
    [Field(SmapsField.AnonHugePages, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? AnonymousHugePageMemory => Rollup(SmapsField.AnonHugePages);

    /// <summary>Shared memory in transparent huge pages (ShmemPmdMapped).</summary>
    [Field(SmapsField.ShmemPmdMapped, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? ShmemHugePageMemory => Rollup(SmapsField.ShmemPmdMapped);

    /// <summary>File mappings in transparent huge pages (FilePmdMapped, Linux 5.4).</summary>
    [Field(SmapsField.FilePmdMapped, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? FileHugePageMemory => Rollup(SmapsField.FilePmdMapped);

    /// <summary>hugetlbfs memory that other processes also map (Shared_Hugetlb).</summary>
    [Field(SmapsField.Shared_Hugetlb, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? SharedHugetlbMemory => Rollup(SmapsField.Shared_Hugetlb);

    /// <summary>hugetlbfs memory that no other process maps (Private_Hugetlb).</summary>
    [Field(SmapsField.Private_Hugetlb, Unit = "bytes", Group = "Proportional and unique memory")]
    public long? PrivateHugetlbMemory => Rollup(SmapsField.Private_Hugetlb);

    /// <summary>Score of the out-of-memory killer, from 0 (never killed) to 2000. The process with the highest score is killed first.</summary>
    [Field("oom_score", Group = "Out-of-memory score")]
    public int? OomScore => IsRead(ProcessDataSets.Oom, nameof(OomScore)) ? _details?.OomScore : null;

    /// <summary>Adjustment of the score, in thousandths of memory, from -1000 (never killed) to 1000 (killed first).</summary>
    [Field("oom_score_adj", Unit = "1/1000", Group = "Out-of-memory score")]
    public int? OomScoreAdjustment
    {
        get
        {
            if ((_read & ProcessDataSets.Oom) != 0) return _details?.OomAdjustment;
            if (_readings.Traits is null) _ = IsRead(ProcessDataSets.Oom, nameof(OomScoreAdjustment));
            return _readings.Traits?.OomScoreAdjustment;
        }
    }

    private long? Rollup(SmapsField field, [CallerMemberName] string property = "") =>
        IsRead(ProcessDataSets.Pss, property) && _details is { Pss: { IsKnown: true } pss } ? pss.Current[field] * Kilobyte : null;
}
