using Vmon.PowerShell.Screen.Frames;

namespace Vmon.PowerShell.Screen.View;

/// <summary>The processes of a frame as a tree in an array, depth first, with those that exited a few samples ago. Immutable.</summary>
internal sealed class Forest
{
    /// <summary>How many samples a process is shown after it exited.</summary>
    internal const int ShownExited = 5;

    // A script starts hundreds of short processes in a second, which would hide the others.
    private const int MostExitedOfParent = 5;

    private readonly ProcessSample[] _samples;
    private readonly int[] _depths;
    private readonly int[] _ends;
    private readonly int[] _parents;

    private Forest(List<(ProcessSample Sample, int Depth)> nodes)
    {
        _samples = new ProcessSample[nodes.Count];
        _depths = new int[nodes.Count];
        _ends = new int[nodes.Count];
        _parents = new int[nodes.Count];
        Stack<int> open = new();
        for (int i = 0; i < nodes.Count; i++)
        {
            (_samples[i], _depths[i]) = nodes[i];
            while (open.TryPeek(out int above) && _depths[above] >= _depths[i]) _ends[open.Pop()] = i;
            _parents[i] = open.TryPeek(out int parent) ? parent : -1;
            open.Push(i);
        }

        while (open.TryPop(out int rest)) _ends[rest] = nodes.Count;
    }

    internal int Count => _samples.Length;

    internal ProcessSample this[int index] => _samples[index];

    internal int DepthOf(int index) => _depths[index];

    /// <summary>The index after the last descendant.</summary>
    internal int EndOf(int index) => _ends[index];

    /// <summary>The index of the parent. -1 for a root.</summary>
    internal int ParentOf(int index) => _parents[index];

    /// <summary>Makes the tree of a frame.</summary>
    /// <param name="window">The frame, last, and those before it. Null before the first one.</param>
    internal static Forest Of(ReadOnlySpan<Frame?> window)
    {
        if (window.IsEmpty || window[^1] is not { } frame) return new Forest([]);
        ILookup<int, ProcessSample> exited = Exited(window[..^1]).ToLookup(static process => process.ParentId);
        List<(ProcessSample Sample, int Depth)> nodes = new(frame.Processes.Length);
        HashSet<int> placed = [];
        for (int i = 0; i < frame.Processes.Length; i++)
        {
            ProcessSample process = frame.Processes[i];
            nodes.Add((process, process.Depth));
            if (exited.Count == 0 || process.IsThread || !exited.Contains(process.Id)) continue;
            _ = placed.Add(process.Id);
            foreach (ProcessSample child in exited[process.Id].TakeLast(MostExitedOfParent)) nodes.Add((child, process.Depth + 1));
        }

        // Their parents exited as well, or are not in the watch.
        foreach (IGrouping<int, ProcessSample> children in exited)
            if (!placed.Contains(children.Key)) nodes.AddRange(children.TakeLast(MostExitedOfParent).Select(static child => (child, 0)));
        return new Forest(nodes);
    }

    private static List<ProcessSample> Exited(ReadOnlySpan<Frame?> before)
    {
        List<ProcessSample> exited = [];
        for (int i = Math.Max(0, before.Length - ShownExited); i < before.Length; i++)
            if (before[i] is { } frame) exited.AddRange(frame.Exited);
        return exited;
    }
}
