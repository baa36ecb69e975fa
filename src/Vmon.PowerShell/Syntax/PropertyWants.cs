using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Data sets by the names of properties, aliases and property sets, as the types of the runspace have them.</summary>
internal static class PropertyWants
{
    private static readonly string[] Types = ["Vmon.ProcessSample", "Vmon.ProcessTreeNode"];

    /// <summary>None for what is no name of a property, or of one that is always read.</summary>
    internal static ProcessWants Of(string name)
    {
        if (name.Length == 0 || !name.All(char.IsAsciiLetterOrDigit)) return ProcessWants.None;
        if (ProcessDataSets.ByProperty.TryGetValue(name, out ProcessWants want)) return want;
        return Types.Aggregate(ProcessWants.None, (wants, type) => wants | MembersOf(type)[name] switch
        {
            PSAliasProperty alias => Of(alias.ReferencedMemberName),
            PSPropertySet set => set.ReferencedPropertyNames.Aggregate(ProcessWants.None, static (all, property) => all | Of(property)),
            _ => ProcessWants.None,
        });
    }

    /// <summary>Of all properties that a wildcard pattern matches.</summary>
    internal static ProcessWants OfPattern(string pattern)
    {
        Wildcard wildcard = new(pattern, WildcardOptions.IgnoreCase);
        return ProcessDataSets.ByProperty.Where(property => wildcard.IsMatch(property.Key)).Aggregate(ProcessWants.None, static (wants, property) => wants | property.Value);
    }

    private static PSMemberInfoCollection<PSMemberInfo> MembersOf(string type)
    {
        PSObject instance = new();
        instance.TypeNames.Insert(0, type);
        return instance.Members;
    }
}
