namespace Vmon;

/// <summary>What is read of each process beside /proc/PID/stat, which always is. Nothing that is not wanted is opened.</summary>
[Flags]
public enum ProcessWants
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

    /// <summary>What is read when nothing is said: memory, IO, executable and command line.</summary>
    Default = Memory | IO | Command,
}
