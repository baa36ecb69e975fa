using System.Reflection;
using Vmon.Fields;
using Vmon.Sources.Machine;

namespace Vmon;

/// <summary>
/// What the properties of <see cref="ProcessSample"/> and <see cref="ProcessTreeNode"/> need: a data set, a previous sample; and those of <see cref="SystemSample"/>.
/// </summary>
public static class PropertyDataSets
{
    private static readonly Lazy<Dictionary<string, ProcessDataSets>> OfProcesses = new(Derive);
    private static readonly Lazy<Dictionary<string, SystemDataSets>> OfMachine = new(static () => typeof(SystemSample).GetProperties().ToDictionary(
        static property => property.Name,
        static property => (property.GetCustomAttribute<FieldAttribute>()?.Sources ?? []).OfType<string>().Aggregate(SystemDataSets.None, static (all, file) => all | SystemFileIds.DataSetOf(file)),
        StringComparer.OrdinalIgnoreCase));

    private static readonly Lazy<HashSet<string>> Comparing = new(static () => typeof(ProcessTreeNode).GetProperties()
        .Where(static property => property.GetCustomAttribute<FieldAttribute>() is { OfInterval: true } && property.Name != nameof(ProcessSample.Interval))
        .Select(static property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>Data sets by property name, case-insensitive. Properties of stat, which is always read, are not included.</summary>
    public static IReadOnlyDictionary<string, ProcessDataSets> ByProperty => OfProcesses.Value;

    /// <summary>Data sets of the machine by property name, case-insensitive.</summary>
    public static IReadOnlyDictionary<string, SystemDataSets> BySystemProperty => OfMachine.Value;

    /// <summary>Names of the properties that compare two samples, case-insensitive. All but <see cref="ProcessSample.Interval"/> itself.</summary>
    public static IReadOnlySet<string> OfInterval => Comparing.Value;

    // Each getter declares its data set: all are called on a sample without data sets.
    private static Dictionary<string, ProcessDataSets> Derive()
    {
        Dictionary<string, ProcessDataSets> found = new(StringComparer.OrdinalIgnoreCase);
        foreach (PropertyInfo property in typeof(ProcessSample).GetProperties())
        {
            UnreadProperties unread = new();
            unread.Asked += (_, asked) => found[property.Name] = asked.DataSet;
            _ = property.GetValue(ProcessSample.Unread(unread));
        }

        // The totals of a node: TreeWorkingSet has the data set of WorkingSet.
        foreach (PropertyInfo total in typeof(ProcessTreeNode).GetProperties())
            if (total.Name.StartsWith("Tree", StringComparison.Ordinal) && found.TryGetValue(total.Name[4..], out ProcessDataSets dataSet)) found[total.Name] = dataSet;
        return found;
    }
}
