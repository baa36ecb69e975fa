using Vmon.Metrics.Declarations;
using Vmon.Metrics.Groups;
using Vmon.Metrics.Samples;

namespace Vmon.Metrics.Sampling;

/// <summary>Reads the figures of the control groups of containers that are shown.</summary>
/// <param name="watch">The containers.</param>
/// <param name="ledger">Which of them are shown.</param>
internal sealed class ContainerReader(CgroupWatch watch, GroupLedger ledger)
{
    internal const CgroupDataSets DataSets = CgroupDataSets.Cpu | CgroupDataSets.Memory | CgroupDataSets.Io | CgroupDataSets.Limits;

    // The groups of a container can have different paths in the hierarchies of version 1. A page must not have a series twice.
    private readonly HashSet<Group> _added = [];

    /// <summary>The uppermost group of each container.</summary>
    internal static CgroupSelection Selection { get; } = new() { Container = static _ => true };

    /// <summary>Adds the series of the last sample.</summary>
    internal void Read(MetricSample sample)
    {
        _added.Clear();
        foreach (CgroupSample container in watch.Groups())
            if (!container.IsRemoved && ledger.ShownOf(GroupNaming.OfContainer(container.Names)) is { } group && _added.Add(group)) Read(container, group, sample);
    }

    private static void Read(CgroupSample container, Group group, MetricSample sample)
    {
        Add(MetricTable.ContainerCpuTime, Nanoseconds(container.UserProcessorTime), Nanoseconds(container.PrivilegedProcessorTime));
        Add(MetricTable.ContainerThrottledTime, Nanoseconds(container.ThrottledTimeTotal));
        Add(MetricTable.ContainerMemory, container.MemoryCurrent);
        Add(MetricTable.ContainerMemoryLimit, container.MemoryLimit);
        Add(MetricTable.ContainerOomKills, container.OomKillsTotal);
        Add(MetricTable.ContainerDiskIo, container.IoReadTotal, container.IoWriteTotal);
        Add(MetricTable.ContainerUptime, group.Levels[(int)GroupLevel.Uptime]);

        void Add(Metric metric, params ReadOnlySpan<long?> values)
        {
            for (int i = 0; i < values.Length; i++) sample.Add(metric, group.LabelsOf(metric)[i], values[i]);
        }
    }

    private static long? Nanoseconds(TimeSpan? time) => time?.Ticks * TimeSpan.NanosecondsPerTick;
}
