using Vmon.Metrics.Declarations;
using Vmon.Metrics.Groups;
using Vmon.Metrics.Labels;

namespace Vmon.Metrics.Samples;

/// <summary>The series of groups.</summary>
/// <param name="includesOptional">Whether metrics are included that an option requests.</param>
/// <param name="includesCounters">Whether counters are included, which begin at zero when an exporter starts.</param>
internal sealed class GroupPoints(bool includesOptional, bool includesCounters = true)
{
    private readonly LabelSet[][] _former =
        [.. MetricTable.OfFormer.Select(static metric => metric.Values.Count == 0 ? [LabelSet.Empty] : metric.Values.Select(value => LabelSet.Empty.With(metric.Attributes[0], value)).ToArray())];

    /// <summary>The number of series that a number of groups has, with other and former groups.</summary>
    internal int Most(int top) => ((top + 1) * Included(MetricTable.OfGroups).Sum(SeriesOf)) + Included(MetricTable.OfFormer).Sum(SeriesOf);

    /// <summary>Adds all series of groups to a sample.</summary>
    /// <param name="ledger">The groups.</param>
    /// <param name="hasDescriptors">Whether the kernel tells the number of open descriptors.</param>
    /// <param name="sample">What they are added to.</param>
    internal void Add(GroupLedger ledger, bool hasDescriptors, MetricSample sample)
    {
        foreach (Metric metric in MetricTable.OfGroups)
        {
            if (!IsIncluded(metric) || (metric == MetricTable.ProcessDescriptors && !hasDescriptors)) continue;
            foreach (Group group in ledger.Shown) Add(metric, group, sample);
            Add(metric, ledger.Other, sample);
        }

        for (int i = 0; i < _former.Length; i++)
        {
            Metric metric = MetricTable.OfFormer[i];
            if (!IsIncluded(metric)) continue;
            for (int series = 0; series < _former[i].Length; series++) sample.Add(metric, _former[i][series], ledger.Former[(int)metric.Counters[series]]);
        }
    }

    private static int SeriesOf(Metric metric) => Math.Max(1, metric.Counters.Count);

    private IEnumerable<Metric> Included(IEnumerable<Metric> metrics) => metrics.Where(IsIncluded);

    private bool IsIncluded(Metric metric) => (includesOptional || !metric.IsOptional) && (includesCounters || metric.Level is not null);

    private static void Add(Metric metric, Group group, MetricSample sample)
    {
        LabelSet[] labels = group.LabelsOf(metric);
        if (metric.Level is { } level)
        {
            sample.Add(metric, labels[0], group.Levels[(int)level]);
            return;
        }

        for (int series = 0; series < labels.Length; series++) sample.Add(metric, labels[series], group.Totals[(int)metric.Counters[series]]);
    }
}
