using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Vmon.Fields;
using Vmon.Sources.Machine;

namespace Vmon;

/// <summary>
/// What the properties of <see cref="ProcessSample"/> and <see cref="ProcessTreeNode"/> need: a data set, a previous sample; and those of <see cref="SystemSample"/>.
/// Names are case-insensitive. A property is looked at when it is asked for: to look at all takes longer than a question about a moment.
/// </summary>
public static class PropertyDataSets
{
    private const BindingFlags AnyCase = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;
    private const string Total = "Tree";

    private static readonly Lazy<Dictionary<string, ProcessDataSets>> OfProcesses = new(static () => All(typeof(ProcessTreeNode), Of));
    private static readonly Lazy<Dictionary<string, SystemDataSets>> OfMachine = new(static () => All(typeof(SystemSample), OfSystem));

    /// <summary>Data sets of all properties by name. Properties of stat, which is always read, are not included.</summary>
    public static IReadOnlyDictionary<string, ProcessDataSets> ByProperty => OfProcesses.Value;

    /// <summary>Data sets of the machine by name of the property.</summary>
    public static IReadOnlyDictionary<string, SystemDataSets> BySystemProperty => OfMachine.Value;

    /// <summary>The data set of a property. Null for a property of stat, which is always read, and for a name that is none. None for <see cref="ProcessSample.Parent"/>.</summary>
    /// <param name="property">Name of the property.</param>
    public static ProcessDataSets? Of(string property)
    {
        // A total of a node has the data set of what it is the total of: TreeWorkingSet that of WorkingSet.
        if (Find(typeof(ProcessTreeNode), property) is not { } found) return null;
        if (Find(typeof(ProcessSample), found.Name.StartsWith(Total, StringComparison.Ordinal) ? found.Name[Total.Length..] : found.Name) is not { } own) return null;

        // A getter declares its data set: it is called on a sample without data sets.
        ProcessDataSets? dataSet = null;
        UnreadProperties unread = new();
        unread.Asked += (_, asked) => dataSet = asked.DataSet;
        _ = own.GetValue(ProcessSample.Unread(unread));
        return dataSet;
    }

    /// <summary>The data sets of a property of the machine. Null for a name that is none.</summary>
    /// <param name="property">Name of the property.</param>
    public static SystemDataSets? OfSystem(string property) =>
        Find(typeof(SystemSample), property) is { } found
            ? (FieldOf(found)?.Sources ?? []).OfType<string>().Aggregate(SystemDataSets.None, static (all, file) => all | SystemFileIds.DataSetOf(file))
            : null;

    /// <summary>Whether samples have a property of this name.</summary>
    /// <param name="property">The name.</param>
    public static bool IsProperty(string property) => Find(typeof(ProcessTreeNode), property) is not null;

    /// <summary>Whether a property compares two samples, and is null in the first. Not <see cref="ProcessSample.Interval"/> itself.</summary>
    /// <param name="property">Name of the property.</param>
    public static bool IsOfInterval(string property) =>
        Find(typeof(ProcessTreeNode), property) is { } found && found.Name != nameof(ProcessSample.Interval) && FieldOf(found) is { OfInterval: true };

    private static Dictionary<string, TDataSets> All<TDataSets>([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type, Func<string, TDataSets?> of)
        where TDataSets : struct
    {
        Dictionary<string, TDataSets> all = new(StringComparer.OrdinalIgnoreCase);
        foreach (PropertyInfo property in type.GetProperties())
            if (of(property.Name) is TDataSets dataSets) all[property.Name] = dataSets;
        return all;
    }

    private static PropertyInfo? Find(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.NonPublicProperties)] Type type, string property) =>
        type.GetProperty(property, AnyCase);

    private static FieldAttribute? FieldOf(PropertyInfo property) => property.GetCustomAttribute<FieldAttribute>();
}
