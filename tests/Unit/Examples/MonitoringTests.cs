using System.Text.Json;
using System.Text.RegularExpressions;
using Vmon.Metrics.Declarations;
using Vmon.Tests.Metrics;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Examples;

public partial class MonitoringTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "examples/monitoring");

    private static string Rules => File.ReadAllText(Path.Combine(Folder, "vmon.rules.yml"));

    private static string[] Expressions
    {
        get
        {
            using JsonDocument dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "vmon.dashboard.json")));
            return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(static panel => panel.GetProperty("targets").EnumerateArray()).Select(static target => target.GetProperty("expr").GetString()!)];
        }
    }

    [Fact]
    public void Rules_are_valid_and_pass_their_tests()
    {
        (int exitCode, string output) = Promtool.Run("", "check", "rules", Path.Combine(Folder, "vmon.rules.yml"));
        Assert.True(exitCode == 0, output);
        (exitCode, output) = Promtool.Run("", "test", "rules", Path.Combine(Folder, "vmon.rules.test.yml"));
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void Every_alert_has_a_test()
    {
        string tests = File.ReadAllText(Path.Combine(Folder, "vmon.rules.test.yml"));
        string[] alerts = [.. Alert().Matches(Rules).Select(static match => match.Groups["name"].Value)];
        Assert.True(alerts.Length >= 8);
        Assert.All(alerts, alert => Assert.Contains($"alertname: {alert}\n", tests, StringComparison.Ordinal));
    }

    [Fact]
    public void Expressions_of_the_dashboard_are_valid()
    {
        using TemporaryDirectory directory = new();
        string file = directory.Combine("dashboard.yml");
        string rules = string.Concat(Expressions.Select(static (expression, number) => $"      - record: panel:{number}\n        expr: >-\n          {Filled(expression)}\n"));
        File.WriteAllText(file, $"groups:\n  - name: dashboard\n    rules:\n{rules}");
        (int exitCode, string output) = Promtool.Run("", "check", "rules", file);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void Metrics_of_rules_and_dashboard_are_declared()
    {
        HashSet<string> known = [.. MetricTable.All.Select(static metric => metric.Kind == MetricKind.Counter ? metric.TextName + "_total" : metric.TextName)];
        string[] used = [.. Expressions.Append(string.Join('\n', Expression().Matches(Rules).Select(static match => match.Value)))
            .SelectMany(static text => Name().Matches(text)).Select(static match => match.Value).Distinct()];
        Assert.True(used.Length > 15);
        known.UnionWith(MetricTable.All.SelectMany(static metric => metric.Attributes).Select(TextNames.Label));
        known.UnionWith(["vmon_group", "vmon_group_type"]);
        Assert.Subset(known, used.ToHashSet(StringComparer.Ordinal));
    }

    private static string Filled(string expression) => expression.Replace("$__rate_interval", "5m", StringComparison.Ordinal).Replace("$instance", ".*", StringComparison.Ordinal);

    [GeneratedRegex(@"- alert: (?<name>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Alert();

    [GeneratedRegex(@"^ +(expr:.*|sum by.*|/ .*|system_.*)$", RegexOptions.Multiline)]
    private static partial Regex Expression();

    [GeneratedRegex(@"(?<![\w:])(process|system|vmon)_\w+(?![\w:])")]
    private static partial Regex Name();
}
