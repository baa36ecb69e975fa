using System.Reflection;
using System.Text.RegularExpressions;

namespace Vmon.Tests.Docs;

public partial class LibvmonTableTests
{
    [Fact]
    public void Table_names_only_members_and_tests_that_exist()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "libvmon.md"));
        string[] names = [.. Names().Matches(text).Select(match => match.Groups[1].Value).Distinct()];
        Assert.True(names.Length > 100, $"Only {names.Length} names are in the table.");
        ILookup<string, Type> types = typeof(VmonSession).Assembly.GetExportedTypes().Concat(typeof(LibvmonTableTests).Assembly.GetTypes())
            .ToLookup(type => type.Name);
        Assert.All(names, name => Assert.True(types[name.Split('.')[0]].Any(type => Has(type, name.Split('.')[1])), $"{name} does not exist."));
    }

    private static bool Has(Type type, string member) =>
        type.GetMember(member, BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static).Length > 0;

    // `Type.Member`
    [GeneratedRegex("`([A-Za-z]+\\.[A-Za-z0-9_]+)`")]
    private static partial Regex Names();
}
