namespace Vmon;

/// <summary>What groups the processes of a tree.</summary>
public enum ProcessGrouping
{
    /// <summary>Control groups, as nested as they are.</summary>
    Cgroup,

    /// <summary>Units of systemd. Below the manager of a user, the units of that user.</summary>
    Unit,

    /// <summary>Effective users.</summary>
    User,
}
