using System.Reflection;

namespace Vmon;

/// <summary>Which data set has a property of <see cref="ProcessSample"/> or <see cref="ProcessTreeNode"/>.</summary>
public static class PropertyDataSets
{
    private static readonly Lazy<Dictionary<string, ProcessDataSets>> Known = new(Derive);

    /// <summary>By the names of properties, whatever their case; those that stat has, which is always read, are not in it.</summary>
    public static IReadOnlyDictionary<string, ProcessDataSets> ByProperty => Known.Value;

    // Each getter says itself what it takes: of a sample for which nothing was read, all are asked.
    private static Dictionary<string, ProcessDataSets> Derive()
    {
        Dictionary<string, ProcessDataSets> found = new(StringComparer.OrdinalIgnoreCase);
        foreach (PropertyInfo property in typeof(ProcessSample).GetProperties())
        {
            UnreadProperties unread = new();
            unread.Asked += (_, asked) => found[property.Name] = asked.DataSet;
            _ = property.GetValue(ProcessSample.Unread(unread));
        }

        // The totals of a node: TreeWorkingSet is that of WorkingSet.
        foreach (PropertyInfo total in typeof(ProcessTreeNode).GetProperties())
            if (total.Name.StartsWith("Tree", StringComparison.Ordinal) && found.TryGetValue(total.Name[4..], out ProcessDataSets dataSet)) found[total.Name] = dataSet;
        return found;
    }
}
