using System.Reflection;

namespace Vmon;

/// <summary>Which data set has a property of <see cref="ProcessSample"/> or <see cref="ProcessTreeNode"/>.</summary>
public static class ProcessDataSets
{
    private static readonly Lazy<Dictionary<string, ProcessWants>> Known = new(Derive);

    /// <summary>By the names of properties, whatever their case; those that stat has, which is always read, are not in it.</summary>
    public static IReadOnlyDictionary<string, ProcessWants> ByProperty => Known.Value;

    // Each getter says itself what it takes: of a sample for which nothing was read, all are asked.
    private static Dictionary<string, ProcessWants> Derive()
    {
        UnreadProperties unread = new();
        ProcessSample nothing = ProcessSample.Unread(unread);
        Dictionary<string, ProcessWants> found = new(StringComparer.OrdinalIgnoreCase);
        foreach (PropertyInfo property in typeof(ProcessSample).GetProperties())
        {
            _ = property.GetValue(nothing);
            foreach (ProcessWants want in unread.Take().Values) found[property.Name] = want;
        }

        // The totals of a node: TreeWorkingSet is that of WorkingSet.
        foreach (PropertyInfo total in typeof(ProcessTreeNode).GetProperties())
            if (total.Name.StartsWith("Tree", StringComparison.Ordinal) && found.TryGetValue(total.Name[4..], out ProcessWants want)) found[total.Name] = want;
        return found;
    }
}
