using Vmon.PowerShell.Screen.Frames;

namespace Vmon.PowerShell.Screen.View;

/// <summary>What processes used in the last samples, one value for each.</summary>
internal static class History
{
    /// <summary>The values of a process.</summary>
    /// <param name="window">The frames, oldest first. Null before the first one.</param>
    /// <param name="process">The process.</param>
    /// <param name="values">As many values as frames.</param>
    internal static void Of(ReadOnlySpan<Frame?> window, ProcessKey process, Span<Usage> values)
    {
        for (int i = 0; i < window.Length; i++) values[i] = window[i]?.UsageOf(process) ?? default;
    }

    /// <summary>The sums of the values of a subtree.</summary>
    internal static void OfTree(ReadOnlySpan<Frame?> window, Forest forest, int node, Span<Usage> values)
    {
        HashSet<ProcessKey> members = [];
        for (int at = node; at < forest.EndOf(node); at++)
            if (!forest[at].IsThread) _ = members.Add(ProcessKey.Of(forest[at]));
        for (int i = 0; i < window.Length; i++)
        {
            values[i] = default;
            foreach ((ProcessKey process, Usage usage) in window[i]?.Active ?? new Dictionary<ProcessKey, Usage>())
                if (members.Contains(process)) values[i] += usage;
        }
    }
}
