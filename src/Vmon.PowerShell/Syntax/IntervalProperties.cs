namespace Vmon.PowerShell;

/// <summary>The properties that compare two samples, and are null if there is only one.</summary>
internal static class IntervalProperties
{
    /// <summary>Those that some words name, by their own names or by aliases.</summary>
    internal static string[] Of(IEnumerable<string> words) =>
        [.. words.Select(NamedDataSets.Resolve).Where(PropertyDataSets.OfInterval.Contains).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
}
