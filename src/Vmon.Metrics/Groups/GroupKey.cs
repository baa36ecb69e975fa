namespace Vmon.Metrics.Groups;

/// <summary>What a group is. Part of its identity, so that a process which calls itself other is not taken for all others.</summary>
internal enum GroupType
{
    Unit,
    Name,
    User,
    Container,
    Process,

    /// <summary>Threads of the kernel.</summary>
    Kernel,

    /// <summary>Processes that belong to nothing of what groups them: no unit, or no container.</summary>
    None,

    /// <summary>All groups that are not shown.</summary>
    Other,
}

/// <summary>Identity of a group.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Name">Its name, clean.</param>
/// <param name="Id">Identifier of the container, or the PID. Null for others.</param>
internal readonly record struct GroupKey(GroupType Type, string Name, string? Id = null);
