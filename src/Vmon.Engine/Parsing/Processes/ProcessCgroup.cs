namespace Vmon;

/// <summary>The control group of a process in one hierarchy.</summary>
/// <param name="HierarchyId">Number of the hierarchy; 0 for that of version 2.</param>
/// <param name="Controllers">Controllers of a hierarchy of version 1, such as cpu and cpuacct; none for version 2 and for a named one.</param>
/// <param name="Name">Name of a hierarchy of version 1 that has one, such as systemd.</param>
/// <param name="Path">
/// Path from the root of the sampler's cgroup namespace: it begins with /.. for a group outside of it, and ends with " (deleted)" for one
/// that was removed.
/// </param>
public sealed record ProcessCgroup(int HierarchyId, IReadOnlyList<string> Controllers, string? Name, string Path)
{
    /// <summary>Whether it is of cgroup version 2.</summary>
    public bool IsUnified => HierarchyId == 0;

    /// <summary>As the kernel writes it, such as 4:memory:/system.slice.</summary>
    public override string ToString() => $"{HierarchyId}:{string.Join(',', Name is null ? Controllers : [.. Controllers, "name=" + Name])}:{Path}";
}
