namespace Vmon;

/// <summary>Which processes a watch is about. Immutable.</summary>
public sealed record ProcessSelection
{
    /// <summary>Every process of the machine.</summary>
    public static ProcessSelection Everything { get; } = new();

    /// <summary>These processes, by identity; empty for none in particular.</summary>
    public IReadOnlyCollection<ProcessIdentity> Targets { get; init; } = [];

    /// <summary>Processes whose name this accepts, those that come later included; null to select by name no one.</summary>
    public Predicate<string>? Name { get; init; }

    /// <summary>Also the descendants of those selected, and theirs. One that was once selected stays so, whoever adopts it.</summary>
    public bool FollowChildren { get; init; }

    /// <summary>Whether nothing narrows it.</summary>
    public bool IsEverything => Targets.Count == 0 && Name is null;
}
