namespace Vmon;

/// <summary>Selects the events of a watch. Immutable.</summary>
public sealed record EventSelection
{
    /// <summary>Processes to include, by identity. Null if none are named.</summary>
    public IReadOnlyCollection<ProcessIdentity>? Targets { get; init; }

    /// <summary>PIDs in a recording: every process that has one of them. Null if none are named, and for a watch of a session, which has identities.</summary>
    public IReadOnlyCollection<int>? Ids { get; init; }

    /// <summary>Predicate for the name of the process at the event. Null to select none by name.</summary>
    public Predicate<string>? Name { get; init; }

    /// <summary>Whether to include descendants of the selected processes.</summary>
    public bool FollowChildren { get; init; }

    /// <summary>What to report.</summary>
    public ProcessEventKind Kinds { get; init; } = ProcessEventKind.Exec | ProcessEventKind.Exit;

    /// <summary>Whether to report only exits with a code other than zero or by a signal.</summary>
    public bool FailedOnly { get; init; }

    /// <summary>Whether to include kernel threads.</summary>
    public bool IncludeKernelThreads { get; init; }

    /// <summary>Whether processes are not selected by identity or name.</summary>
    public bool IsEverything => Targets is null && Ids is null && Name is null;
}
