using Vmon.Parsing.Processes;

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

    /// <summary>Predicate for units of systemd, applied to Unit and UserUnit of each process. Of several predicates, all must hold. Null for any unit.</summary>
    public Predicate<string>? Unit { get; init; }

    /// <summary>Predicate for containers, applied to ContainerName and ContainerId of each process. Null for processes in any container and in none.</summary>
    public Predicate<string>? Container { get; init; }

    /// <summary>Whether to include descendants of the selected processes. A descendant stays included after another process adopts it.</summary>
    public bool FollowChildren { get; init; }

    /// <summary>Whether to include the threads of the selected processes, except the main thread, which is the process itself.</summary>
    public bool IncludeThreads { get; init; }

    /// <summary>Whether every process is selected.</summary>
    public bool IsEverything => Targets is null && Ids is null && TakesAny;

    /// <summary>Whether no predicate is to hold.</summary>
    internal bool TakesAny => Name is null && Unit is null && Container is null;

    /// <summary>Whether a process is selected itself, not only as a descendant.</summary>
    public bool Takes(ProcessSample process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return IsEverything || Targets?.Contains(process.Identity) == true || Ids?.Contains(process.Id) == true
            || (!TakesAny && IsMatch(process.ProcessName, process.KnownCgroups?.Names));
    }

    /// <summary>Whether the predicates hold, of which there is one.</summary>
    internal bool IsMatch(string name, CgroupNames? groups) =>
        Name?.Invoke(name) != false && IsMatch(Unit, groups?.Unit, groups?.UserUnit) && IsMatch(Container, groups?.ContainerName, groups?.ContainerId);

    private static bool IsMatch(Predicate<string>? predicate, string? one, string? other) =>
        predicate is null || (one is not null && predicate(one)) || (other is not null && predicate(other));
}
