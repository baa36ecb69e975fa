using Vmon.PowerShell.Screen.Frames;

namespace Vmon.PowerShell.Screen.View;

/// <summary>The order of a list when it was sorted last. It is kept, so that rows do not jump, until it is to be sorted again.</summary>
/// <param name="Key">What it is sorted by.</param>
/// <param name="IsInverted">Whether the usual order is reversed.</param>
/// <param name="Number">The frame of whose values it is.</param>
/// <param name="HasValues">Whether any of them was known. No rate is in the first sample.</param>
/// <param name="Ranks">The place of each process.</param>
internal sealed record HeldOrder(SortField Key, bool IsInverted, long Number, bool HasValues, IReadOnlyDictionary<ProcessKey, int> Ranks)
{
    /// <summary>Sorts the nodes of a forest: the known ones as before, then the others by their values.</summary>
    internal int[] Sort(Forest forest, int[] nodes)
    {
        int[] fresh = [.. nodes.Where(node => !Ranks.ContainsKey(ProcessKey.Of(forest[node])))];
        int[] known = [.. nodes.Where(node => Ranks.ContainsKey(ProcessKey.Of(forest[node])))];
        Array.Sort([.. known.Select(node => Ranks[ProcessKey.Of(forest[node])])], known);
        return [.. known, .. ByValue(forest, fresh, Key, IsInverted)];
    }

    /// <summary>Sorts nodes by their values now. Equal ones stay in the order of the tree.</summary>
    internal static HeldOrder Of(Forest forest, int[] nodes, SortField key, bool isInverted, long number, out int[] sorted)
    {
        sorted = ByValue(forest, nodes, key, isInverted);
        Dictionary<ProcessKey, int> ranks = new(sorted.Length);
        for (int i = 0; i < sorted.Length; i++) ranks[ProcessKey.Of(forest[sorted[i]])] = i;
        bool hasValues = Array.Exists(nodes, node => SortValue.Number(forest[node], key) is not < 0);
        return new HeldOrder(key, isInverted, number, hasValues, ranks);
    }

    private static int[] ByValue(Forest forest, int[] nodes, SortField key, bool isInverted)
    {
        bool isDescending = SortValue.IsLargestFirst(key) != isInverted;
        if (nodes.Length > 0 && SortValue.Number(forest[nodes[0]], key) is null)
        {
            IOrderedEnumerable<int> byText = isDescending
                ? nodes.OrderByDescending(node => SortValue.Text(forest[node], key), StringComparer.OrdinalIgnoreCase)
                : nodes.OrderBy(node => SortValue.Text(forest[node], key), StringComparer.OrdinalIgnoreCase);
            return [.. byText];
        }

        (double, int)[] values = [.. nodes.Select((node, place) => ((isDescending ? -1 : 1) * SortValue.Number(forest[node], key)!.Value, place))];
        int[] sorted = [.. nodes];
        Array.Sort(values, sorted);
        return sorted;
    }
}
