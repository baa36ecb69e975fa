namespace Vmon.PowerShell;

/// <summary>The properties that compare two samples, and are null if there is only one.</summary>
internal static class IntervalProperties
{
    private static readonly Lazy<HashSet<string>> Known = new(static () => new(
        typeof(ProcessTreeNode).GetProperties().Select(static property => property.Name).Where(static (name) => IsOfInterval(name)), StringComparer.OrdinalIgnoreCase));

    /// <summary>Those that some words name, by their own names or by aliases.</summary>
    internal static string[] Of(IEnumerable<string> words) =>
        [.. words.Select(NamedDataSets.Resolve).Where(Known.Value.Contains).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];

    // IoRead has IoReadTotal beside it; IoReadRate and CpuPercent, CpuTime and RunTime are what their names say.
    private static bool IsOfInterval(string name) =>
        typeof(ProcessTreeNode).GetProperty(name + "Total") is not null
        || name.EndsWith("Rate", StringComparison.Ordinal)
        || name is nameof(ProcessSample.CpuPercent) or nameof(ProcessSample.ChildrenCpuPercent) or nameof(ProcessTreeNode.TreeCpuPercent)
            or nameof(ProcessSample.CpuTime) or nameof(ProcessSample.ChildrenCpuTime) or nameof(ProcessTreeNode.TreeCpuTime);
}
