namespace Vmon.PowerShell.Screen.Frames;

/// <summary>One sample, with what the view needs of it. Immutable.</summary>
internal sealed class Frame
{
    // About the size of a sample whose records are shared with other samples, and of one that ran.
    private const int SampleSize = 500;
    private const int ActiveSize = 1000;

    private readonly Dictionary<ProcessKey, Usage> _active;

    private Frame(DateTimeOffset time, SystemSample? machine, ProcessSample[] processes, ProcessSample[] exited, Dictionary<ProcessKey, Usage> active, long size)
    {
        Time = time;
        Machine = machine;
        Processes = processes;
        Exited = exited;
        _active = active;
        Size = size;
    }

    /// <summary>Position in the timeline; consecutive.</summary>
    internal long Number { get; init; }

    /// <summary>When the sample was taken, in the zone of its host.</summary>
    internal DateTimeOffset Time { get; }

    /// <summary>The machine. Null if it was not sampled.</summary>
    internal SystemSample? Machine { get; }

    /// <summary>The processes, depth first.</summary>
    internal ProcessSample[] Processes { get; }

    /// <summary>Those that exited since the frame before.</summary>
    internal ProcessSample[] Exited { get; }

    /// <summary>What processes used that used anything.</summary>
    internal IReadOnlyDictionary<ProcessKey, Usage> Active => _active;

    /// <summary>About how many bytes it takes.</summary>
    internal long Size { get; }

    /// <summary>What a process used. Nothing also if it is not in the frame.</summary>
    internal Usage UsageOf(ProcessKey process) => _active.GetValueOrDefault(process);

    /// <summary>Makes the frame of a sample.</summary>
    /// <param name="number">Its position.</param>
    /// <param name="time">When it was taken.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="processes">The processes, depth first. Those that rest can have the objects of the frame before.</param>
    /// <param name="before">The frame before. Null if there is none, or if it is of another watch.</param>
    internal static Frame Of(long number, DateTimeOffset time, SystemSample? machine, ProcessSample[] processes, Frame? before)
    {
        Dictionary<ProcessKey, Usage> active = [];
        List<ProcessSample> exited = [];
        EarlierFrame earlier = new(before?.Processes ?? []);
        int shared = 0;
        foreach (ProcessSample process in processes)
        {
            ProcessSample? same = earlier.Find(process);
            if (same == process)
            {
                shared++;
                continue;
            }

            if (process.HasExited) exited.Add(process);
            if (Usage.Of(process, same) is { } usage) active[ProcessKey.Of(process)] = usage;
        }

        long size = ((long)processes.Length * IntPtr.Size) + ((long)(processes.Length - shared) * SampleSize) + (active.Count * ActiveSize);
        return new Frame(time, machine, processes, [.. exited], active, size) { Number = number };
    }

    /// <summary>The same frame at another position.</summary>
    internal Frame At(long number) => new(Time, Machine, Processes, Exited, _active, Size) { Number = number };
}
