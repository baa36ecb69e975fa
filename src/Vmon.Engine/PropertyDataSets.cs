using System.Reflection;

namespace Vmon;

/// <summary>Maps property names of <see cref="ProcessSample"/> and <see cref="ProcessTreeNode"/> to data sets.</summary>
public static class PropertyDataSets
{
    private static readonly Lazy<Dictionary<string, ProcessDataSets>> Known = new(Derive);

    /// <summary>Data sets by property name, case-insensitive. Properties of stat, which is always read, are not included.</summary>
    public static IReadOnlyDictionary<string, ProcessDataSets> ByProperty => Known.Value;

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
