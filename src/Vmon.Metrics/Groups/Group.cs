using Vmon.Metrics.Declarations;
using Vmon.Metrics.Labels;

namespace Vmon.Metrics.Groups;

/// <summary>A group of processes: what its series have.</summary>
internal sealed class Group
{
    private readonly LabelSet[]?[] _labels = new LabelSet[]?[MetricTable.All.Count];

    /// <summary>What its series count. Grows only while it is shown.</summary>
    internal CounterValues Totals;

    /// <summary>What its living processes have in this sample.</summary>
    internal LevelValues Levels;

    internal Group(in GroupKey key, LabelSet labels)
    {
        Key = key;
        Labels = labels;
    }

    internal GroupKey Key { get; }

    /// <summary>The attributes of all its series.</summary>
    internal LabelSet Labels { get; }

    internal bool IsShown { get; set; }

    /// <summary>CPU time in this sample, in nanoseconds.</summary>
    internal long CpuInSample { get; set; }

    /// <summary>CPU time before the first sample, in nanoseconds.</summary>
    internal long CpuBefore { get; set; }

    /// <summary>CPUs that it used lately.</summary>
    internal double Load { get; set; }

    /// <summary>Its share of the machine: of the CPUs, and of the memory.</summary>
    internal double Score { get; set; }

    /// <summary>When it was admitted, on the monotonic clock.</summary>
    internal TimeSpan AdmittedAt { get; set; }

    /// <summary>When it last had a process, on the monotonic clock.</summary>
    internal TimeSpan LastAlive { get; set; }

    /// <summary>The labels of its series of a metric: one for each fixed value of the attribute, or one.</summary>
    internal LabelSet[] LabelsOf(Metric metric) => _labels[metric.Index] ??=
        metric.Values.Count == 0 ? [Labels] : [.. metric.Values.Select(value => Labels.With(metric.Attributes[0], value))];
}
