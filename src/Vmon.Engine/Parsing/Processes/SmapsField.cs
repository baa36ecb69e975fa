namespace Vmon.Parsing.Processes;

/// <summary>The sizes of /proc/PID/smaps_rollup. The names are the kernel's own keys, in its order.</summary>
internal enum SmapsField
{
    Rss,
    Pss,
    Pss_Dirty,
    Pss_Anon,
    Pss_File,
    Pss_Shmem,
    Shared_Clean,
    Shared_Dirty,
    Private_Clean,
    Private_Dirty,
    Referenced,
    Anonymous,
    KSM,
    LazyFree,
    AnonHugePages,
    ShmemPmdMapped,
    FilePmdMapped,
    Shared_Hugetlb,
    Private_Hugetlb,
    Swap,
    SwapPss,
    Locked,
}
