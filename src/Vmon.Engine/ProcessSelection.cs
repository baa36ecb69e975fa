namespace Vmon;

/// <summary>Selects the processes of a watch. Immutable.</summary>
public sealed record ProcessSelection
{
    /// <summary>Every process of the machine.</summary>
    public static ProcessSelection Everything { get; } = new();

    /// <summary>No process, until <see cref="ProcessWatch.Monitor(ProcessIdentity, MonitorOptions?)"/> adds one.</summary>
    public static ProcessSelection Nothing { get; } = new() { Targets = [] };

    /// <summary>Processes to include, by identity. Null if none are named.</summary>
    public IReadOnlyCollection<ProcessIdentity>? Targets { get; init; }

    /// <summary>PIDs in a recording: every process that has one of them. Null if none are named, and for a watch of a session, which has identities.</summary>
    public IReadOnlyCollection<int>? Ids { get; init; }

    /// <summary>Predicate for process names, applied also to processes that start later. Null to select none by name.</summary>
    public Predicate<string>? Name { get; init; }

    /// <summary>Whether to include descendants of the selected processes. A descendant stays included after another process adopts it.</summary>
    public bool FollowChildren { get; init; }

    /// <summary>Whether to include the threads of the selected processes, except the main thread, which is the process itself.</summary>
    public bool IncludeThreads { get; init; }

    /// <summary>Whether every process is selected.</summary>
    public bool IsEverything => Targets is null && Ids is null && Name is null;
}
