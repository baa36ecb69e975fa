using System.Globalization;
using System.Text;
using Vmon.Bench;
using Vmon.Compare.Measuring;
using Vmon.Compare.Peers;

namespace Vmon.Compare.Report;

/// <summary>The comparison as a Markdown table of medians over the rounds.</summary>
internal static class CostTable
{
    internal static string Of(Comparison comparison)
    {
        StringBuilder text = new();
        CultureInfo invariant = CultureInfo.InvariantCulture;
        text.AppendLine(
            invariant,
            $"\n**{comparison.Load.Count} {comparison.Load.Kind} processes**, {comparison.Options.Samples} samples every {comparison.Options.Interval} s, {comparison.Options.Rounds} rounds\n");
        text.AppendLine(invariant, $"| | µs CPU per {comparison.Unit} and sample | min–max | × Vmon | number of them | start and first sample, CPU ms |");
        text.AppendLine("|---|--:|--:|--:|--:|--:|");

        double? vmon = null;
        foreach (Peer peer in comparison.Peers)
        {
            IReadOnlyList<Cost> costs = comparison.CostsOf(peer);
            if (comparison.FailureOf(peer) is string failure)
            {
                text.AppendLine(invariant, $"| {peer.Name} | {failure} | | | | |");
                continue;
            }

            double median = Median.Of(costs.Select(cost => cost.PerProcess));
            vmon ??= median;
            text.Append(invariant, $"| {peer.Name} | {median:0.0} | {costs.Min(cost => cost.PerProcess):0.0}–{costs.Max(cost => cost.PerProcess):0.0} ");
            text.Append(invariant, $"| {median / vmon:0.0} | {Median.Of(costs.Select(cost => cost.Processes ?? 0)):0} ");
            text.AppendLine(costs[0].Start is null ? "| – |" : string.Create(invariant, $"| {Median.Of(costs.Select(cost => cost.Start ?? 0)):0} |"));
        }

        return text.ToString();
    }
}
