namespace Vmon;

/// <summary>Groups of files read of each control group. Files that are not requested are not opened.</summary>
[Flags]
public enum CgroupDataSets
{
    /// <summary>Only which groups exist.</summary>
    None = 0,

    /// <summary>CPU times and throttling.</summary>
    Cpu = 1,

    /// <summary>Memory, swap and their events.</summary>
    Memory = 2,

    /// <summary>IO by block device.</summary>
    Io = 4,

    /// <summary>Number of tasks, and whether there are any.</summary>
    Pids = 8,

    /// <summary>Limits and weights.</summary>
    Limits = 16,

    /// <summary>Pressure stall information.</summary>
    Pressure = 32,

    /// <summary>The totals of the processes, which are sampled as well.</summary>
    Processes = 64,

    /// <summary>All lines of memory.stat, for which the kernel adds up its counters.</summary>
    MemoryStat = 128,

    /// <summary>Network traffic and connections of the processes, as <see cref="ProcessDataSets.Network"/>. Requires <see cref="Processes"/>.</summary>
    Network = 256,

    /// <summary>The data sets read by default.</summary>
    Default = Cpu | Memory | Io | Pids | Limits | Pressure | Processes,

    /// <summary>Everything.</summary>
    All = Default | MemoryStat | Network,
}
