using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Vmon.Tests.Help;

/// <summary>about_Vmon_Objects against the types themselves.</summary>
public sealed partial class ObjectTests
{
    // What a type inherits is in the section of its base.
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly string[] Nulls = ["never", "unread", "interval"];
    private const string Iso = " Its text is ISO 8601 in every culture.";

    private static readonly string Text = ObjectRow.Topic;

    public static TheoryData<string> Types => [.. Written(type => !type.IsEnum).Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Topic_lists_every_property_with_type_and_nullability(string name)
    {
        Type type = typeof(VmonSession).Assembly.GetType(name)!;
        NullabilityInfoContext context = new();
        IEnumerable<string> real = type.GetProperties(Public).Select(property =>
            $"{property.Name} {Name(property.PropertyType)} {(context.Create(property).ReadState == NullabilityState.Nullable ? "null" : "never")}").Order();
        Assert.Equal(real, ObjectRow.Of(name).Select(row => $"{row.Name} {row.Type} {(row.Null == "never" ? "never" : "null")}").Order());
        Assert.All(ObjectRow.Of(name), row => Assert.Contains(row.Null, Nulls));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Property_is_described_as_in_its_XML_documentation(string name)
    {
        Dictionary<string, string> documented = XDocument.Load(Path.ChangeExtension(typeof(VmonSession).Assembly.Location, "xml")).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, Summary);
        Assert.All(ObjectRow.Of(name), row =>
            Assert.Equal(documented.GetValueOrDefault($"P:{name}.{row.Name}", "").Trim(), row.Text.Replace(Iso, "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Topic_lists_exactly_the_output_types() =>
        Assert.Equal(Types.Select(type => type.Data).Order(), Headings().Matches(Text).Select(match => match.Groups[1].Value).Order());

    [Fact]
    public void Topic_lists_every_enumeration() =>
        Assert.All(Written(type => type.IsEnum), type => Assert.Contains($"    {type.FullName}\n", Text, StringComparison.Ordinal));

    [Fact]
    public void Topic_lists_every_alias_property()
    {
        XDocument types = XDocument.Load(Path.Combine(Repository.Root, "Vmon.Types.ps1xml"));
        Assert.NotEmpty(types.Descendants("AliasProperty"));
        foreach (IGrouping<string, XElement> type in types.Descendants("AliasProperty").GroupBy(alias => alias.Ancestors("Type").Single().Element("Name")!.Value))
        {
            string aliases = string.Join(", ", type.Select(alias => $"{alias.Element("Name")!.Value} ({alias.Element("ReferencedMemberName")!.Value})"));
            Assert.Contains($"Aliases: {aliases}.", Spaces().Replace(ObjectRow.Section(type.Key), " "), StringComparison.Ordinal);
        }
    }

    // The types that cmdlets write, and those of their properties.
    private static IEnumerable<Type> Written(Func<Type, bool> isMeant)
    {
        Queue<Type> queue = new(Pages.Cmdlets.SelectMany(cmdlet => cmdlet.GetCustomAttributes<OutputTypeAttribute>())
            .SelectMany(attribute => attribute.Type).Select(type => type.Type));
        HashSet<Type> seen = [];
        while (queue.TryDequeue(out Type? type))
        {
            foreach (Type argument in type.GenericTypeArguments) queue.Enqueue(argument);
            if (type.Assembly != typeof(VmonSession).Assembly || type.IsGenericType || !seen.Add(type)) continue;
            if (type.IsEnum) continue;
            foreach (PropertyInfo property in type.GetProperties(Public)) queue.Enqueue(property.PropertyType);
        }

        return seen.Where(isMeant);
    }

    // Int64, String[], Int64 by name
    private static string Name(Type type) => type.GenericTypeArguments switch
    {
        [Type value] when type.IsValueType => Name(value),
        [Type item] => Name(item) + "[]",
        [_, Type value] => Name(value) + " by name",
        _ => type.Name,
    };

    // <summary>Null in the same cases as <see cref="P:Vmon.ProcessSample.ExitSignal"/>.</summary>
    private static string Summary(XElement member) => Spaces().Replace(
        string.Concat((member.Element("summary") ?? member.Element("param"))?.Nodes().Select(node => node is XElement see ? see.Attribute("cref")?.Value.Split('.')[^1] : $"{node}") ?? []), " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(Vmon\..+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();
}
