namespace Vmon.Metrics;

/// <summary>What groups the processes of an exporter.</summary>
public enum MetricGrouping
{
    /// <summary>Units of systemd. Below the manager of a user, the units of that user. Processes without a unit are one group.</summary>
    Unit,

    /// <summary>Names of processes, which a process can choose.</summary>
    Name,

    /// <summary>Effective users.</summary>
    User,

    /// <summary>Containers. Processes outside of containers are one group.</summary>
    Container,

    /// <summary>Single processes, by name and PID: many series that change often.</summary>
    Process,
}
