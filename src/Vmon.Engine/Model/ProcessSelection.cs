namespace Vmon;

/// <summary>Which processes a watch is about. Immutable.</summary>
public sealed record ProcessSelection
{
    /// <summary>Every process of the machine.</summary>
    public static ProcessSelection Everything { get; } = new();

    /// <summary>No process, until <see cref="ProcessWatch.Monitor(ProcessIdentity, MonitorOptions?)"/> asks for some.</summary>
    public static ProcessSelection Nothing { get; } = new() { Targets = [] };

    /// <summary>These processes, by identity; null for none in particular.</summary>
    public IReadOnlyCollection<ProcessIdentity>? Targets { get; init; }

    /// <summary>Processes whose name this accepts, those that come later included; null to select by name no one.</summary>
    public Predicate<string>? Name { get; init; }

    /// <summary>Also the descendants of those selected, and theirs. One that was once selected stays so, whoever adopts it.</summary>
    public bool FollowChildren { get; init; }

    /// <summary>Also the threads of those selected, but for the main thread, which is the process itself.</summary>
    public bool IncludeThreads { get; init; }

    /// <summary>Whether nothing narrows it.</summary>
    public bool IsEverything => Targets is null && Name is null;
}
