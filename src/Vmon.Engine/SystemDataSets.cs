namespace Vmon;

/// <summary>Groups of files read of the machine. Files that are not requested are not opened.</summary>
[Flags]
public enum SystemDataSets
{
    /// <summary>Only the time since boot.</summary>
    None = 0,

    /// <summary>CPU times, context switches, forks, totals of interrupts, running and blocked processes: /proc/stat.</summary>
    Cpu = 1,

    /// <summary>Memory: /proc/meminfo.</summary>
    Memory = 2,

    /// <summary>Counters of virtual memory: /proc/vmstat.</summary>
    VmStat = 4,

    /// <summary>Load averages and number of threads: /proc/loadavg.</summary>
    Load = 8,

    /// <summary>Pressure stall information: /proc/pressure, if the kernel provides it.</summary>
    Pressure = 16,

    /// <summary>Interrupts and softirqs by name: /proc/interrupts and /proc/softirqs, which are large on large machines.</summary>
    Interrupts = 32,

    /// <summary>Disks: /proc/diskstats.</summary>
    Disk = 64,

    /// <summary>Network interfaces: /proc/net/dev; in a captured tree /proc/1/net/dev, if it contains it.</summary>
    Network = 128,

    /// <summary>Mounted file systems with space. Each is asked, and one that does not answer delays a sample by up to a second, once.</summary>
    FileSystem = 256,

    /// <summary>The data sets read by default.</summary>
    Default = Cpu | Memory | Load | Pressure | Disk | Network,

    /// <summary>Everything.</summary>
    All = Default | VmStat | Interrupts | FileSystem,
}
