namespace Vmon;

/// <summary>What is read of each process beside /proc/PID/stat, which always is. Nothing that is not wanted is opened.</summary>
[Flags]
public enum ProcessDataSets
{
    /// <summary>Only /proc/PID/stat: state, CPU times, faults, scheduling.</summary>
    None = 0,

    /// <summary>Exact memory sizes, from statm.</summary>
    Memory = 1,

    /// <summary>Bytes and system calls of IO, from io. Needs the right to trace the process.</summary>
    IO = 2,

    /// <summary>Executable and command line, from exe and cmdline.</summary>
    Command = 4,

    /// <summary>The kernel function that a sleeping process waits in, from wchan. Needs the right to trace the process.</summary>
    WaitChannel = 8,

    /// <summary>Context switches, users and groups, capabilities, signals, swap and the rest of status.</summary>
    Status = 16,

    /// <summary>Control groups, from cgroup.</summary>
    Cgroup = 32,

    /// <summary>Namespaces, from the links in ns. Needs the right to trace the process.</summary>
    Namespaces = 64,

    /// <summary>
    /// Proportional and unique memory, from smaps_rollup: costly at every sample for large processes, whose memory the kernel locks
    /// meanwhile. Needs the right to trace the process.
    /// </summary>
    Pss = 128,

    /// <summary>Time on a CPU and in its queue, in nanoseconds, from schedstat.</summary>
    Scheduler = 256,

    /// <summary>Score of the out-of-memory killer, from oom_score and oom_score_adj.</summary>
    Oom = 512,

    /// <summary>Open descriptors and what is behind them, from fd. Needs the right to trace the process.</summary>
    Files = 1024,

    /// <summary>
    /// Users and groups, from status: read when a process is new, at an exec or a rename, and every 16th sample in which it has run. With
    /// <see cref="Status"/>, at every sample.
    /// </summary>
    User = 2048,

    /// <summary>What is read by default: memory, IO, executable and command line, user and group.</summary>
    Default = Memory | IO | Command | User,

    /// <summary>Everything.</summary>
    All = Default | WaitChannel | Status | Cgroup | Namespaces | Pss | Scheduler | Oom | Files,
}
