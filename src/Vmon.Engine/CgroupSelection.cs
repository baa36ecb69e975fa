using Vmon.Sources.Cgroups;

namespace Vmon;

/// <summary>Selects control groups. Of several predicates, all must hold. Immutable.</summary>
public sealed record CgroupSelection
{
    /// <summary>Every group.</summary>
    public static CgroupSelection Everything { get; } = new();

    /// <summary>Predicate for the path. Null for any path.</summary>
    public Predicate<string>? Path { get; init; }

    /// <summary>Predicate for the unit of systemd, applied to Unit and UserUnit. Selects the uppermost group of a unit. Null for any unit.</summary>
    public Predicate<string>? Unit { get; init; }

    /// <summary>Predicate for the container, applied to its name and its identifier. Selects the uppermost group of a container. Null for groups in any container and in none.</summary>
    public Predicate<string>? Container { get; init; }

    /// <summary>Whether to include the groups below the selected ones.</summary>
    public bool Recurse { get; init; }

    internal bool Takes(CgroupNode group)
    {
        if (IsMatch(group)) return true;
        if (!Recurse) return false;
        for (CgroupNode? above = group.Parent; above is not null; above = above.Parent)
            if (IsMatch(above)) return true;
        return false;
    }

    private bool IsMatch(CgroupNode group) =>
        Path?.Invoke(group.Path) != false
        && (Unit is null || IsUppermost(group, static group => group.Names.Unit, Unit) || IsUppermost(group, static group => group.Names.UserUnit, Unit))
        && (Container is null || IsContainer(group));

    private static bool IsUppermost(CgroupNode group, Func<CgroupNode, string?> nameOf, Predicate<string> predicate) =>
        nameOf(group) is { } name && predicate(name) && (group.Parent is null || nameOf(group.Parent) != name);

    private bool IsContainer(CgroupNode group) =>
        group.Names.ContainerId is { } id && (group.Parent is null || group.Parent.Names.ContainerId != id)
        && (Container!(id) || (group.Names.ContainerName is { } name && Container(name)));
}
