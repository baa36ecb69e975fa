using Vmon.Parsing.Processes;
using Vmon.Sources.Cgroups;

namespace Vmon;

/// <summary>The totals of the processes of a control group and of those below it. A total is the sum of the known values, and null if none is known.</summary>
internal sealed class CgroupTotals
{
    private const string Deleted = " (deleted)";

    internal int Processes { get; private set; }

    internal long Threads { get; private set; }

    internal int Started { get; private set; }

    internal int Exited { get; private set; }

    internal TimeSpan? CpuTime { get; private set; }

    internal long? WorkingSet { get; private set; }

    internal long? IoRead { get; private set; }

    internal long? IoWrite { get; private set; }

    internal long? NetReceive { get; private set; }

    internal long? NetSend { get; private set; }

    internal long? Connections { get; private set; }

    /// <summary>Adds up the processes of a sample, by group. In version 1, a process is in the groups of each hierarchy.</summary>
    internal static Dictionary<CgroupNode, CgroupTotals> Of(IEnumerable<ProcessSample> processes, CgroupTree groups)
    {
        Dictionary<CgroupNode, CgroupTotals> totals = [];
        Dictionary<ProcessCgroups, CgroupNode[]> nodes = [];
        foreach (CgroupNode group in groups.All) totals[group] = new CgroupTotals();
        foreach (ProcessSample process in processes)
        {
            if (process.KnownCgroups is not { } known) continue;
            if (!nodes.TryGetValue(known, out CgroupNode[]? its)) nodes.Add(known, its = NodesOf(known, groups));
            ProcessSample unnoted = process.Unnoted();
            foreach (CgroupNode group in its) totals[group].Add(unnoted);
        }

        return totals;
    }

    private static CgroupNode[] NodesOf(ProcessCgroups known, CgroupTree groups)
    {
        HashSet<CgroupNode> nodes = [];
        foreach (string path in known.Groups.Select(static group => group.Path).Distinct())
            for (CgroupNode? group = GroupOf(path, groups); group is not null && nodes.Add(group); group = group.Parent) continue;
        return [.. nodes];
    }

    // The group of a process that is ending may have been removed: what it used is that of the group above.
    private static CgroupNode? GroupOf(string? path, CgroupTree groups)
    {
        if (path?.EndsWith(Deleted, StringComparison.Ordinal) == true) path = path[..^Deleted.Length];
        while (path is not null)
        {
            if (groups.Find(path) is { } group) return group;
            int end = path.LastIndexOf('/');
            path = path.Length <= 1 ? null : end <= 0 ? "/" : path[..end];
        }

        return null;
    }

    private void Add(ProcessSample process)
    {
        CpuTime = Sum(Sum(CpuTime, process.CpuTime), process.ChildrenCpuTime);
        IoRead = Sum(IoRead, process.IoRead);
        IoWrite = Sum(IoWrite, process.IoWrite);
        NetReceive = Sum(NetReceive, process.NetReceive);
        NetSend = Sum(NetSend, process.NetSend);
        if (process.HasStarted) Started++;
        if (process.HasExited)
        {
            Exited++;
            return;
        }

        Processes++;
        Threads += process.ThreadCount ?? 0;
        WorkingSet = Sum(WorkingSet, process.WorkingSet);
        Connections = Sum(Connections, process.ConnectionCount);
    }

    private static TimeSpan? Sum(TimeSpan? one, TimeSpan? other) => one is null ? other : other is null ? one : one + other;

    private static long? Sum(long? one, long? other) => one is null ? other : other is null ? one : one + other;
}
