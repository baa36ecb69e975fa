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
        UnreadProperties unread = new();
        ProcessSample nothing = ProcessSample.Unread(unread);
        Dictionary<string, ProcessDataSets> found = new(StringComparer.OrdinalIgnoreCase);
        foreach (PropertyInfo property in typeof(ProcessSample).GetProperties())
        {
            _ = property.GetValue(nothing);
            foreach (ProcessDataSets dataSet in unread.Take().Values) found[property.Name] = dataSet;
        }

        // The totals of a node: TreeWorkingSet has the data set of WorkingSet.
        foreach (PropertyInfo total in typeof(ProcessTreeNode).GetProperties())
            if (total.Name.StartsWith("Tree", StringComparison.Ordinal) && found.TryGetValue(total.Name[4..], out ProcessDataSets dataSet)) found[total.Name] = dataSet;
        return found;
    }
}
