namespace Vmon;

/// <summary>Options of a monitor. Immutable.</summary>
public sealed record MonitorOptions
{
    /// <summary>The process alone, with the data sets of the watch.</summary>
    public static MonitorOptions Inherit { get; } = new();

    /// <summary>Whether to include descendants, also those that start later. A descendant stays included after another process adopts it.</summary>
    public bool FollowChildren { get; init; }

    /// <summary>Whether to include threads, except the main thread, which is the process itself.</summary>
    public bool IncludeThreads { get; init; }

    /// <summary>Data sets to read. Null for those of the watch, None for only /proc/PID/stat.</summary>
    public ProcessDataSets? DataSets { get; init; }
}
