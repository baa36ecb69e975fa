namespace Vmon;

/// <summary>What a monitor asks for. Immutable.</summary>
public sealed record MonitorOptions
{
    /// <summary>The process alone, with the watch's data sets.</summary>
    public static MonitorOptions Inherit { get; } = new();

    /// <summary>Also its descendants, those born later included. One that was once followed stays so, whoever adopts it.</summary>
    public bool FollowChildren { get; init; }

    /// <summary>Also its threads, but for the main thread, which is the process itself.</summary>
    public bool IncludeThreads { get; init; }

    /// <summary>What is read; null for the watch's data sets, None for only /proc/PID/stat.</summary>
    public ProcessDataSets? DataSets { get; init; }
}
