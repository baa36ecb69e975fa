using Vmon.Fields;

namespace Vmon;

/// <summary>The control group of a process in one hierarchy.</summary>
/// <param name="HierarchyId">Number of the hierarchy; 0 for version 2.</param>
/// <param name="Controllers">Controllers of a version 1 hierarchy, such as cpu and cpuacct. Empty for version 2 and for a named hierarchy.</param>
/// <param name="Name">Name of a named version 1 hierarchy, such as systemd.</param>
/// <param name="Path">Path relative to the root of the cgroup namespace in which Vmon runs. Starts with /.. for a group outside of it, and ends with " (deleted)" for a removed group.</param>
public sealed record ProcessCgroup(
    [property: Field("cgroup")] int HierarchyId,
    [property: Field("cgroup")] IReadOnlyList<string> Controllers,
    [property: Field("cgroup")] string? Name,
    [property: Field("cgroup")] string Path)
{
    /// <summary>Whether the hierarchy is cgroup version 2.</summary>
    [Field("cgroup")]
    public bool IsUnified => HierarchyId == 0;

    /// <summary>As the kernel writes it, such as 4:memory:/system.slice.</summary>
    public override string ToString() => $"{HierarchyId}:{string.Join(',', Name is null ? Controllers : [.. Controllers, "name=" + Name])}:{Path}";
}
