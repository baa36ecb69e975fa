using System.Management.Automation;
using Vmon.PowerShell.Parameters;

namespace Vmon.PowerShell.Syntax;

/// <summary>Data sets of properties, aliases and property sets, by their names in the runspace.</summary>
internal static class NamedDataSets
{
    private static readonly string[] Types = ["Vmon.ProcessSample", "Vmon.ProcessTreeNode"];

    /// <summary>None for a name that is not a property, and for a property that is always read.</summary>
    internal static ProcessDataSets Of(string name)
    {
        if (name.Length == 0 || !name.All(char.IsAsciiLetterOrDigit)) return ProcessDataSets.None;
        if (PropertyDataSets.IsProperty(name)) return PropertyDataSets.Of(name) ?? ProcessDataSets.None;
        return Types.Aggregate(ProcessDataSets.None, (dataSets, type) => dataSets | MembersOf(type)[name] switch
        {
            PSAliasProperty alias => Of(alias.ReferencedMemberName),
            PSPropertySet set => set.ReferencedPropertyNames.Aggregate(ProcessDataSets.None, static (all, property) => all | Of(property)),
            _ => ProcessDataSets.None,
        });
    }

    /// <summary>Whether samples have a property or alias of this name. A user can have added it to their type.</summary>
    internal static bool IsProperty(string name) =>
        PropertyDataSets.IsProperty(name) || Types.Any(type => MembersOf(type)[name] is not null);

    /// <summary>The property that an alias refers to. Other names are returned unchanged.</summary>
    internal static string Resolve(string name) =>
        name.Length > 0 && name.All(char.IsAsciiLetterOrDigit) && !PropertyDataSets.IsProperty(name) && Types.Select(type => MembersOf(type)[name]).OfType<PSAliasProperty>().FirstOrDefault() is { } alias ? alias.ReferencedMemberName : name;

    /// <summary>Data sets of all properties that match a wildcard pattern.</summary>
    internal static ProcessDataSets OfPattern(string pattern)
    {
        Wildcard wildcard = new(pattern, WildcardOptions.IgnoreCase);
        return PropertyDataSets.ByProperty.Where(property => wildcard.IsMatch(property.Key)).Aggregate(ProcessDataSets.None, static (dataSets, property) => dataSets | property.Value);
    }

    /// <summary>Data sets of all properties of the machine that match a wildcard pattern.</summary>
    internal static SystemDataSets OfMachinePattern(string pattern)
    {
        Wildcard wildcard = new(pattern, WildcardOptions.IgnoreCase);
        return PropertyDataSets.BySystemProperty.Where(property => wildcard.IsMatch(property.Key)).Aggregate(SystemDataSets.None, static (dataSets, property) => dataSets | property.Value);
    }

    private static PSMemberInfoCollection<PSMemberInfo> MembersOf(string type)
    {
        PSObject instance = new();
        instance.TypeNames.Insert(0, type);
        return instance.Members;
    }
}

/// <summary>The properties that compare two samples, and are null in the first.</summary>
internal static class IntervalProperties
{
    /// <summary>Those that some words name, by their own names or by aliases.</summary>
    internal static string[] Of(IEnumerable<string> words) =>
        [.. words.Select(NamedDataSets.Resolve).Where(PropertyDataSets.IsOfInterval).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
}
