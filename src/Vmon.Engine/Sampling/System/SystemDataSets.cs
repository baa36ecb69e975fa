namespace Vmon;

/// <summary>What is read of the machine. Nothing that is not wanted is opened.</summary>
[Flags]
public enum SystemDataSets
{
    /// <summary>Nothing but the time since boot.</summary>
    None = 0,

    /// <summary>CPU times, context switches, forks, totals of interrupts, running and blocked processes: /proc/stat.</summary>
    Cpu = 1,

    /// <summary>Memory: /proc/meminfo.</summary>
    Memory = 2,

    /// <summary>Counters of virtual memory: /proc/vmstat.</summary>
    VmStat = 4,

    /// <summary>Load averages and number of threads: /proc/loadavg.</summary>
    Load = 8,

    /// <summary>Pressure stall information: /proc/pressure, where the kernel has it.</summary>
    Pressure = 16,

    /// <summary>Interrupts and softirqs by name: /proc/interrupts and /proc/softirqs, which are large on large machines.</summary>
    Interrupts = 32,

    /// <summary>What is read when nothing is said.</summary>
    Default = Cpu | Memory | Load | Pressure,

    /// <summary>Everything.</summary>
    All = Default | VmStat | Interrupts,
}
