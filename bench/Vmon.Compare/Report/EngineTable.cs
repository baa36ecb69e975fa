using System.Globalization;
using System.Text;
using Vmon.Bench;
using Vmon.Compare.Measuring;
using Vmon.Compare.Peers;

namespace Vmon.Compare.Report;

/// <summary>What Vmon measures itself, as a Markdown table.</summary>
internal static class EngineTable
{
    internal static string Of(Comparison comparison)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"| from inside | µs CPU per {comparison.Unit} in Sample() alone | bytes allocated in Sample(), all samples | bytes per object | bytes held per {comparison.Unit} | descriptors kept open | of at most | limit |");
        text.AppendLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        foreach (Peer peer in comparison.Peers)
        {
            Cost[] costs = [.. comparison.CostsOf(peer).Where(cost => cost.Engine is not null)];
            if (costs.Length == 0) continue;
            EngineFacts last = costs[^1].Engine!;
            text.Append(CultureInfo.InvariantCulture, $"| {peer.Name} | {Median.Of(costs.Select(cost => cost.Engine!.SampleOnly / cost.Processes!.Value)):0.0} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Median.Of(costs.Select(cost => (double)cost.Engine!.SampleBytes)):0} | {last.ObjectBytes:0} | {last.HeldBytes:0} ");
            text.AppendLine(CultureInfo.InvariantCulture, $"| {last.Descriptors} | {last.Budget} | {last.Limit} |");
        }

        return text.ToString();
    }
}
