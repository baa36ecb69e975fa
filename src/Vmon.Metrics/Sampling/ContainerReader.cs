using Vmon.Metrics.Declarations;
using Vmon.Metrics.Groups;
using Vmon.Metrics.Samples;
using Vmon.Sources.Cgroups;

namespace Vmon.Metrics.Sampling;

/// <summary>Reads the figures of the control groups of containers that are shown.</summary>
/// <param name="watch">The containers.</param>
/// <param name="ledger">Which of them are shown.</param>
internal sealed class ContainerReader(CgroupWatch watch, GroupLedger ledger)
{
    internal const CgroupDataSets DataSets = CgroupDataSets.Cpu | CgroupDataSets.Memory | CgroupDataSets.Io | CgroupDataSets.Limits;

    // The groups of a container can have different paths in the hierarchies of version 1. A page must not have a series twice.
    private readonly HashSet<Group> _added = [];

    /// <summary>The groups of containers.</summary>
    internal static CgroupSelection Selection { get; } = new() { Container = static _ => true, Recurse = true };

    private static readonly CgroupSelection Uppermost = Selection with { Recurse = false };

    /// <summary>Adds the series of the last sample.</summary>
    internal void Read(MetricSample sample)
    {
        _added.Clear();
        foreach (CgroupNode node in watch.Table.Groups.All)
        {
            if (node.IsRemoved || !Uppermost.Takes(node) || ledger.ShownOf(GroupNaming.OfContainer(node.Names)) is not { } group || !_added.Add(group)) continue;
            CgroupNode inner = Innermost(node);
            CgroupSample container = watch.Show(node);
            Read(container, inner == node ? container : watch.Show(inner), group, sample);
        }
    }

    // Some runtimes put a container with its limits into a group of its own below that which has its name.
    private static CgroupNode Innermost(CgroupNode node)
    {
        while (node.Children.Count == 1 && node.Children.Values.First() is { IsRemoved: false } only && only.Names.ContainerId == node.Names.ContainerId) node = only;
        return node;
    }

    private static void Read(CgroupSample container, CgroupSample inner, Group group, MetricSample sample)
    {
        Add(MetricTable.ContainerCpuTime, Nanoseconds(container.UserProcessorTime), Nanoseconds(container.PrivilegedProcessorTime));
        Add(MetricTable.ContainerThrottledTime, Nanoseconds(Larger(container.ThrottledTimeTotal, inner.ThrottledTimeTotal)));
        Add(MetricTable.ContainerMemory, container.MemoryCurrent);
        Add(MetricTable.ContainerMemoryLimit, inner.MemoryLimit);
        Add(MetricTable.ContainerOomKills, container.OomKillsTotal);
        Add(MetricTable.ContainerDiskIo, container.IoReadTotal, container.IoWriteTotal);
        Add(MetricTable.ContainerUptime, group.Levels[(int)GroupLevel.Uptime]);

        void Add(Metric metric, params ReadOnlySpan<long?> values)
        {
            for (int i = 0; i < values.Length; i++) sample.Add(metric, group.LabelsOf(metric)[i], values[i]);
        }
    }

    private static TimeSpan? Larger(TimeSpan? one, TimeSpan? other) => one > other || other is null ? one : other;

    private static long? Nanoseconds(TimeSpan? time) => time?.Ticks * TimeSpan.NanosecondsPerTick;
}
