namespace Vmon.Metrics.Declarations;

/// <summary>What is counted for each group of processes, processes that exited included.</summary>
internal enum GroupCounter
{
    CpuUser,
    CpuSystem,
    DiskRead,
    DiskWrite,
    FaultsMinor,
    FaultsMajor,
    NetworkReceive,
    NetworkTransmit,
    Starts,
    ExitSuccess,
    ExitError,
    ExitSignal,
    ExitUnknown,
}

/// <summary>What the living processes of a group have now.</summary>
internal enum GroupLevel
{
    Processes,
    Threads,
    Resident,
    Virtual,
    Descriptors,

    /// <summary>Nanoseconds since the oldest process started.</summary>
    Uptime,
}
