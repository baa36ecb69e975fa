using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Vmon.Fields;

namespace Vmon.Tests.PowerShell.Views;

/// <summary>What the build derives from the declared fields: list views and serialized properties.</summary>
public sealed partial class DerivedViewTests
{
    // What lists show by its parts, or by what it leads to.
    private static readonly string[] Unlisted = [nameof(ProcessSample.Identity), nameof(Pipe.Ends), nameof(VmonSession.Options)];

    private static readonly XDocument Views = XDocument.Load(Path.Combine(Repository.Root, "Vmon.Format.ps1xml"));
    private static readonly XDocument Types = XDocument.Load(Path.Combine(Repository.Root, "Vmon.Types.ps1xml"));

    public static TheoryData<string> Lists => [.. Views.Descendants("View").Where(view => view.Element("ListControl") is not null).Select(view => view.Element("Name")!.Value)];

    public static TheoryData<string> Serialized =>
        [.. Types.Root!.Elements("Type").Where(type => Set(type, "PropertySerializationSet") is not null).Select(type => type.Element("Name")!.Value)];

    [Theory]
    [MemberData(nameof(Lists))]
    public void List_view_shows_every_declared_property_once(string name)
    {
        XElement view = Views.Descendants("View").Single(view => view.Element("Name")!.Value == name);
        Type type = TypeOf(view.Descendants("TypeName").First().Value);
        string[] shown = [.. view.Descendants("ListItem").Select(item => (item.Element("Label") ?? item.Element("PropertyName"))!.Value)];
        Assert.Equal(shown.Distinct(), shown);
        Assert.Empty(shown.Except(type.GetProperties().Select(property => property.Name)));
        Assert.Empty(Declared(type).Select(property => property.Name).Except(Unlisted).Except(shown));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Text_of_a_list_view_is_printable(string name)
    {
        XElement view = Views.Descendants("View").Single(view => view.Element("Name")!.Value == name);
        Type type = TypeOf(view.Descendants("TypeName").First().Value);
        foreach (string plain in view.Descendants("ListItem").Elements("PropertyName").Select(property => property.Value))
            Assert.False(CanHaveText(type.GetProperty(plain)!.PropertyType), $"{plain} is printed as it is.");
        foreach (string script in view.Descendants("ListItem").Elements("ScriptBlock").Select(script => script.Value))
            Assert.True(type.GetProperty(Property().Match(script).Groups[1].Value) is not null, $"{script} names no property.");
    }

    [Theory]
    [MemberData(nameof(Serialized))]
    public void Serialized_properties_are_the_declared_ones(string name)
    {
        PropertyInfo[] declared = [.. Declared(TypeOf(name))];
        string[] serialized = [.. Set(Types.Root!.Elements("Type").Single(type => type.Element("Name")!.Value == name), "PropertySerializationSet")!];
        Assert.Equal(serialized.Distinct(), serialized);
        Assert.Empty(declared.Where(property => Field(property).IsSerialized).Select(property => property.Name).Except(serialized));
        Assert.Empty(declared.Where(property => !Field(property).IsSerialized).Select(property => property.Name).Intersect(serialized));
    }

    [Fact]
    public void Every_property_of_a_type_with_fields_is_declared() =>
        Assert.All(
            typeof(ProcessSample).Assembly.GetExportedTypes().Where(type => Declared(type).Any(property => property.IsDefined(typeof(FieldAttribute)))),
            type => Assert.All(Declared(type), property => Assert.True(property.IsDefined(typeof(FieldAttribute)), $"{type.Name}.{property.Name} is not declared.")));

    [Fact]
    public void Every_property_set_that_a_field_names_contains_it()
    {
        foreach (PropertyInfo property in typeof(ProcessSample).Assembly.GetExportedTypes().SelectMany(Declared).Where(property => property.IsDefined(typeof(FieldAttribute))))
            foreach (string set in Field(property).Sets?.Split(' ') ?? [])
                Assert.Contains(property.Name, Set(Types.Root!.Elements("Type").Single(type => type.Element("Name")!.Value == property.DeclaringType!.FullName), set) ?? []);
    }

    private static Type TypeOf(string name) => typeof(ProcessSample).Assembly.GetType(name, throwOnError: true)!;

    private static FieldAttribute Field(PropertyInfo property) => property.GetCustomAttribute<FieldAttribute>()!;

    private static IEnumerable<PropertyInfo> Declared(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    private static IEnumerable<string>? Set(XElement type, string name) =>
        type.Descendants("PropertySet").SingleOrDefault(set => set.Element("Name")!.Value == name)?.Element("ReferencedProperties")!.Elements("Name").Select(property => property.Value);

    private static bool CanHaveText(Type type) => !type.IsValueType && (type.GenericTypeArguments.Length == 0 || !type.GenericTypeArguments[^1].IsValueType);

    // $_.PSObject.VmonView.Printable.CommandLine, and $_.PSObject.VmonView.Pipe.Name
    [GeneratedRegex(@"^\$_\.PSObject\.VmonView\.\w+\.(\w+)$")]
    private static partial Regex Property();
}
