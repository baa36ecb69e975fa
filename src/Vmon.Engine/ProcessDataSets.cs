namespace Vmon;

/// <summary>
/// Groups of files read of each process, in addition to /proc/PID/stat, which is always read. Files that are not requested are not opened.
/// </summary>
[Flags]
public enum ProcessDataSets
{
    /// <summary>Only /proc/PID/stat: state, CPU times, faults, scheduling.</summary>
    None = 0,

    /// <summary>Exact memory sizes, from statm.</summary>
    Memory = 1,

    /// <summary>Bytes and system calls of IO, from io. Requires permission to trace the process.</summary>
    IO = 2,

    /// <summary>Executable and command line, from exe and cmdline.</summary>
    Command = 4,

    /// <summary>The kernel function in which a process waits, from wchan. Requires permission to trace the process.</summary>
    WaitChannel = 8,

    /// <summary>Context switches, users and groups, capabilities, signals, swap and the rest of status.</summary>
    Status = 16,

    /// <summary>
    /// Control groups, from cgroup. Read when a process is new, at an exec or a rename, and in every 16th sample in which it ran; with the pass over the kernel's tasks,
    /// when the process is in another group.
    /// </summary>
    Cgroup = 32,

    /// <summary>Namespaces, from the links in ns. Requires permission to trace the process.</summary>
    Namespaces = 64,

    /// <summary>
    /// Proportional and unique memory, from smaps_rollup. Expensive for large processes, whose memory the kernel locks during the read.
    /// Requires permission to trace the process.
    /// </summary>
    Pss = 128,

    /// <summary>Time on a CPU and in its queue, in nanoseconds, from schedstat.</summary>
    Scheduler = 256,

    /// <summary>Score of the out-of-memory killer, from oom_score and oom_score_adj.</summary>
    Oom = 512,

    /// <summary>Open descriptors and their files, from fd. Requires permission to trace the process.</summary>
    Files = 1024,

    /// <summary>
    /// Users and groups, from status. Read when a process is new, at an exec or a rename, and in every 16th sample in which it ran. With
    /// <see cref="Status"/>, in every sample.
    /// </summary>
    User = 2048,

    /// <summary>
    /// Bytes received and sent through internet sockets, and TCP connections. While it is requested, each call on a socket of the machine takes some 0.1 µs longer. Requires
    /// CAP_BPF and CAP_PERFMON.
    /// </summary>
    Network = 4096,

    /// <summary>The data sets read by default: memory, IO, executable and command line, user and group, control groups.</summary>
    Default = Memory | IO | Command | User | Cgroup,

    /// <summary>Everything.</summary>
    All = Default | WaitChannel | Status | Namespaces | Pss | Scheduler | Oom | Files | Network,
}
