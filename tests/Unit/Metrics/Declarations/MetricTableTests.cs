using System.Text.RegularExpressions;
using Vmon.Metrics.Declarations;

namespace Vmon.Tests.Metrics.Declarations;

public partial class MetricTableTests
{
    [Fact]
    public void Names_are_unique_in_both_worlds()
    {
        Assert.Equal(MetricTable.All.Count, MetricTable.All.Select(static metric => metric.Name).Distinct().Count());
        Assert.Equal(MetricTable.All.Count, MetricTable.All.Select(static metric => metric.TextName).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, MetricTable.All.Count), MetricTable.All.Select(static metric => metric.Index));
    }

    [Fact]
    public void Every_declared_metric_is_in_the_table() => Assert.Equal(
        MetricTable.All.OrderBy(static metric => metric.Name, StringComparer.Ordinal),
        typeof(MetricTable).GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)
            .Select(static field => field.GetValue(null)).OfType<Metric>().OrderBy(static metric => metric.Name, StringComparer.Ordinal));

    [Theory]
    [InlineData("process.cpu.time", "process_cpu_time_seconds")]
    [InlineData("process.memory.usage", "process_memory_usage_bytes")]
    [InlineData("process.thread.count", "process_threads")]
    [InlineData("vmon.process.count", "vmon_processes")]
    [InlineData("system.cpu.logical.count", "system_cpu_logical_cpus")]
    [InlineData("system.network.packet.count", "system_network_packet_count")]
    [InlineData("vmon.system.load", "vmon_system_load")]
    public void Text_names_follow_from_names_and_units(string name, string expected) => Assert.Equal(expected, MetricTable.All.Single(metric => metric.Name == name).TextName);

    [Fact]
    public void Names_without_a_convention_have_the_prefix_vmon() => Assert.All(
        MetricTable.All, static metric => Assert.Matches("^(container|process|system|vmon)[.]", metric.Name));

    [Fact]
    public void Every_counter_of_groups_has_a_twin_for_former_groups() => Assert.Equal(
        MetricTable.OfGroups.Where(static metric => metric.Counters.Count > 0).SelectMany(static metric => metric.Counters).Order(),
        MetricTable.OfFormer.SelectMany(static metric => metric.Counters).Order());

    [Fact]
    public void Documented_table_is_that_of_the_declarations()
    {
        string[] rows = [.. File.ReadLines(Path.Combine(Repository.Root, "docs/metrics.md")).Where(static line => Row().IsMatch(line))];
        string[] expected = [.. MetricTable.All.Select(RowOf)];
        Assert.Equal(expected, rows);
    }

    /// <summary>The row of a metric in docs/metrics.md.</summary>
    internal static string RowOf(Metric metric)
    {
        string text = metric.Kind == MetricKind.Counter ? metric.TextName + "_total" : metric.TextName;
        string kind = metric.Kind switch { MetricKind.Counter => "counter", MetricKind.UpDownCounter => "up-down counter", _ => "gauge" };
        IEnumerable<string> attributes = metric.Attributes.Select((name, place) => place == metric.Attributes.Count - 1 && metric.Values.Count > 0 ? $"`{name}`: {string.Join(", ", metric.Values)}" : $"`{name}`");
        if (metric.IsOfContainers || (metric.IsOfGroups && !metric.IsOfFormer)) attributes = attributes.Prepend("group");
        return $"| `{metric.Name}` | `{text}` | {kind} | {metric.Unit} | {string.Join("; ", attributes)} | {metric.Description}{(metric.IsOptional ? ". With -IncludeNetwork" : "")} |";
    }

    [GeneratedRegex("^[|] `(container|process|system|vmon)[.]")]
    private static partial Regex Row();
}
