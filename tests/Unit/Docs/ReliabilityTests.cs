using System.Text.RegularExpressions;

namespace Vmon.Tests.Docs;

public partial class ReliabilityTests
{
    [Fact]
    public void Page_names_only_tests_that_exist()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reliability.md"));
        string[] names = [.. Names().Matches(text).Select(match => match.Groups[1].Value).Distinct()];
        Assert.True(names.Length > 100, $"Only {names.Length} tests are in the page.");
        ILookup<string, Type> types = typeof(ReliabilityTests).Assembly.GetTypes().ToLookup(type => type.Name);
        Assert.All(names, name => Assert.True(
            name.Split('.') is [string type, .. string[] method] && types[type].Any(t => method is [] || t.GetMember(method[0]) is not []), $"{name} does not exist."));
    }

    // `TimeTests`, `TimeTests.Wall_clock_step_changes_only_Timestamp`
    [GeneratedRegex("`([A-Za-z]+Tests(?:\\.[A-Za-z0-9_]+)?)`")]
    private static partial Regex Names();
}
