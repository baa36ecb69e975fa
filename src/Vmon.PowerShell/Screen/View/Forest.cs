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
    private readonly Places _places;

    private Forest(ProcessSample[] samples, Places places)
    {
        _samples = samples;
        _places = places;
    }

    internal int Count => _samples.Length;

    internal ProcessSample this[int index] => _samples[index];

    internal int DepthOf(int index) => _places.Depths[index];

    /// <summary>The index after the last descendant.</summary>
    internal int EndOf(int index) => _places.Ends[index];

    /// <summary>The index of the parent. -1 for a root.</summary>
    internal int ParentOf(int index) => _places.Parents[index];

    /// <summary>Whether it has the same processes at the same places as another one.</summary>
    internal bool HasPlacesOf(Forest other) => _places == other._places;

    /// <summary>Makes the tree of a frame.</summary>
    /// <param name="window">The frame, last, and those before it. Null before the first one.</param>
    /// <param name="earlier">The tree of another frame, whose places are used again if they are the same.</param>
    internal static Forest Of(ReadOnlySpan<Frame?> window, Forest? earlier = null)
    {
        if (window.IsEmpty || window[^1] is not { } frame) return new Forest([], Places.Of([]));
        List<ProcessSample> exited = Exited(window[..^1]);
        if (exited.Count > 0) return With(exited.ToLookup(static process => process.ParentId), frame);
        return new Forest(frame.Processes, earlier?.Fits(frame.Processes) == true ? earlier._places : Places.Of([.. frame.Processes.Select(static process => process.Depth)]));
    }

    // Objects are shared by the frames in which a process rests.
    private bool Fits(ProcessSample[] processes)
    {
        if (processes.Length != _samples.Length) return false;
        for (int i = 0; i < processes.Length; i++)
        {
            ProcessSample now = processes[i];
            ProcessSample then = _samples[i];
            if (now != then && (now.HasExited || now.Identity != then.Identity || now.ThreadId != then.ThreadId || now.Depth != then.Depth)) return false;
        }

        return true;
    }

    private static Forest With(ILookup<int, ProcessSample> exited, Frame frame)
    {
        List<ProcessSample> samples = new(frame.Processes.Length);
        List<int> depths = new(frame.Processes.Length);
        HashSet<int> placed = [];
        foreach (ProcessSample process in frame.Processes)
        {
            samples.Add(process);
            depths.Add(process.Depth);
            if (process.IsThread || !exited.Contains(process.Id)) continue;
            _ = placed.Add(process.Id);
            Add(exited[process.Id], process.Depth + 1);
        }

        // Their parents exited as well, or are not in the watch.
        foreach (IGrouping<int, ProcessSample> children in exited)
            if (!placed.Contains(children.Key)) Add(children, 0);
        return new Forest([.. samples], Places.Of([.. depths]));

        void Add(IEnumerable<ProcessSample> children, int depth)
        {
            foreach (ProcessSample child in children.TakeLast(MostExitedOfParent))
            {
                samples.Add(child);
                depths.Add(depth);
            }
        }
    }

    private static List<ProcessSample> Exited(ReadOnlySpan<Frame?> before)
    {
        List<ProcessSample> exited = [];
        for (int i = Math.Max(0, before.Length - ShownExited); i < before.Length; i++)
            if (before[i] is { } frame) exited.AddRange(frame.Exited);
        return exited;
    }

    // Where each process is in the tree: its level, the index after its last descendant, and the index of its parent, -1 for a root.
    private sealed record Places(int[] Depths, int[] Ends, int[] Parents)
    {
        internal static Places Of(int[] depths)
        {
            int[] ends = new int[depths.Length];
            int[] parents = new int[depths.Length];
            Stack<int> open = new();
            for (int i = 0; i < depths.Length; i++)
            {
                while (open.TryPeek(out int above) && depths[above] >= depths[i]) ends[open.Pop()] = i;
                parents[i] = open.TryPeek(out int parent) ? parent : -1;
                open.Push(i);
            }

            while (open.TryPop(out int rest)) ends[rest] = depths.Length;
            return new Places(depths, ends, parents);
        }
    }
}
