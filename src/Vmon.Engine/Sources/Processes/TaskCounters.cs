namespace Vmon.Sources.Processes;

/// <summary>Counters that a pass over the tasks has of a thread, or of the main thread of a process, like its status and schedstat.</summary>
internal struct TaskCounters
{
    internal long VoluntarySwitches;
    internal long InvoluntarySwitches;

    /// <summary>Nanoseconds on a CPU.</summary>
    internal long RunTime;

    /// <summary>Nanoseconds in the queue of a CPU.</summary>
    internal long RunDelay;

    internal long Slices;

    /// <summary>Pages of the process in swap. Null if unknown, and for a thread.</summary>
    internal long? SwappedPages;
}

/// <summary>What a pass over the tasks has of a process and hardly ever changes. Immutable, so that samples share it.</summary>
/// <param name="Inheritable">Inheritable capabilities.</param>
/// <param name="Permitted">Permitted capabilities.</param>
/// <param name="Effective">Effective capabilities.</param>
/// <param name="Bounding">Bounding capabilities.</param>
/// <param name="Ambient">Ambient capabilities.</param>
/// <param name="OomScoreAdjustment">The oom_score_adj.</param>
/// <param name="CgroupId">Id of its control group of version 2. Null if the kernel does not tell.</param>
internal sealed record TaskTraits(long Inheritable, long Permitted, long Effective, long Bounding, long Ambient, int OomScoreAdjustment, long? CgroupId);
