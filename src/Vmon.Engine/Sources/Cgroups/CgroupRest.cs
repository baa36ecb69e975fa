using Vmon.Parsing.Cgroups;

namespace Vmon.Sources.Cgroups;

/// <summary>
/// Which files of a group need not be read while it rests, and which tell that it does: it used no CPU and read and wrote nothing since the last sample, and has as much memory and as many tasks.
/// Then its peaks and counts of events are the same. Pressure can change while tasks wait, without CPU; limits and memory.stat are no part of this.
/// </summary>
internal static class CgroupRest
{
    /// <summary>The fields that a group at rest has as in the last sample.</summary>
    internal static CgroupField[] Fields { get; } = [.. CgroupFile.All.Where(static file => IsKept(file.Id)).SelectMany(static file => file.Keys).Select(static key => key.Field).Distinct()];

    /// <summary>The data sets of these files.</summary>
    internal static CgroupDataSets DataSets { get; } = CgroupFile.All.Where(static file => IsKept(file.Id)).Aggregate(CgroupDataSets.None, static (all, file) => all | file.DataSet);

    /// <summary>Whether a file tells if its group rests.</summary>
    internal static bool IsSign(CgroupFileId file) => file is CgroupFileId.CpuStat or CgroupFileId.CpuUsage
        or CgroupFileId.MemoryCurrent or CgroupFileId.MemoryUsage
        or CgroupFileId.PidsCurrent
        or CgroupFileId.IoStat or CgroupFileId.BlockBytes;

    /// <summary>Whether a file has the same numbers while its group rests. If the kernel or another process changes them, inotify tells.</summary>
    internal static bool IsKept(CgroupFileId file) => file is CgroupFileId.CpuUsageUser or CgroupFileId.CpuUsageSystem or CgroupFileId.CpuThrottling
        or CgroupFileId.MemoryPeak or CgroupFileId.SwapCurrent or CgroupFileId.SwapPeak or CgroupFileId.MemoryEvents or CgroupFileId.SwapEvents
        or CgroupFileId.MemoryMaxUsage or CgroupFileId.MemoryAndSwapUsage or CgroupFileId.MemoryFailures or CgroupFileId.MemoryOomControl
        or CgroupFileId.PidsPeak or CgroupFileId.PidsEvents or CgroupFileId.CgroupEvents
        or CgroupFileId.BlockOperations;
}
