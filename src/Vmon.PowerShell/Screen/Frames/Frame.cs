namespace Vmon.PowerShell.Screen.Frames;

/// <summary>One sample, with what the view needs of it. Immutable.</summary>
internal sealed class Frame
{
    // About the size of a sample whose records are shared with other samples, and of one that ran.
    private const int SampleSize = 500;
    private const int ActiveSize = 1000;

    private readonly Dictionary<ProcessKey, Usage> _active;

    private Frame(DateTimeOffset time, SystemSample? machine, ProcessSample[] processes, Dictionary<ProcessKey, Usage> active)
    {
        Time = time;
        Machine = machine;
        Processes = processes;
        _active = active;
        Exited = [.. processes.Where(static process => process.HasExited)];
        Size = ((long)processes.Length * SampleSize) + (active.Count * ActiveSize);
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
    internal long Size { get; private init; }

    /// <summary>What a process used. Nothing also if it is not in the frame.</summary>
    internal Usage UsageOf(ProcessKey process) => _active.GetValueOrDefault(process);

    /// <summary>Makes the frame of a sample.</summary>
    /// <param name="number">Its position.</param>
    /// <param name="time">When it was taken.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="processes">The processes, depth first.</param>
    /// <param name="before">The frame before. Null if there is none, or if it is of another watch.</param>
    internal static Frame Of(long number, DateTimeOffset time, SystemSample? machine, ProcessSample[] processes, Frame? before)
    {
        Dictionary<ProcessKey, Usage> active = [];
        foreach (ProcessSample process in processes)
            if (process.CpuPercent > 0 || process.IoReadRate > 0 || process.IoWriteRate > 0) active[ProcessKey.Of(process)] = default;
        Dictionary<ProcessKey, ProcessSample> earlier = new(active.Count);
        if (active.Count > 0 && before is not null)
        {
            foreach (ProcessSample process in before.Processes)
                if (ProcessKey.Of(process) is var key && active.ContainsKey(key)) earlier[key] = process;
        }

        foreach (ProcessSample process in processes)
        {
            if (active.Count == 0) break;
            ProcessKey key = ProcessKey.Of(process);
            if (active.ContainsKey(key) && Usage.Of(process, earlier.GetValueOrDefault(key)) is { } usage) active[key] = usage;
        }

        return new Frame(time, machine, processes, active) { Number = number };
    }

    /// <summary>The same frame at another position.</summary>
    internal Frame At(long number) => new(Time, Machine, Processes, _active) { Number = number, Size = Size };

    /// <summary>The same frame, in which idle processes share the objects of the frame before, so that it takes less memory. Their figures are the same.</summary>
    internal Frame SharedWith(Frame before)
    {
        ProcessSample[] shared = [.. Processes];
        int kept = 0;
        for (int i = 0, j = 0; i < shared.Length && j < before.Processes.Length; i++, j++)
        {
            ProcessSample mine = shared[i];
            int at = j;
            while (at < before.Processes.Length && !IsSame(mine, before.Processes[at])) at++;
            if (at == before.Processes.Length)
            {
                j--; // it is new
                continue;
            }

            j = at;
            if (!IsIdle(mine) || !IsIdle(before.Processes[j])) continue;
            shared[i] = before.Processes[j];
            kept++;
        }

        return new Frame(Time, Machine, shared, _active) { Number = Number, Size = Size - ((long)kept * (SampleSize - IntPtr.Size)) };
    }

    private static bool IsSame(ProcessSample one, ProcessSample other) => one.Identity == other.Identity && one.ThreadId == other.ThreadId;

    private static bool IsIdle(ProcessSample process) => process.Changed == ProcessChanges.None && !process.IsFirstSample && !process.HasExited && process.CpuTime == TimeSpan.Zero;
}
