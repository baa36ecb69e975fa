namespace Vmon;

/// <summary>State of a process or thread: the letter in /proc/PID/stat.</summary>
public enum ProcessState
{
    /// <summary>A letter that Vmon does not know.</summary>
    Unknown = 0,

    /// <summary>R: running, or waiting for a CPU.</summary>
    Running = 'R',

    /// <summary>S: interruptible sleep.</summary>
    Sleeping = 'S',

    /// <summary>D: uninterruptible sleep, most often disk or network file IO.</summary>
    DiskSleep = 'D',

    /// <summary>T: stopped by a signal.</summary>
    Stopped = 'T',

    /// <summary>t: stopped by a debugger.</summary>
    Traced = 't',

    /// <summary>Z: exited; its parent has not waited for it yet.</summary>
    Zombie = 'Z',

    /// <summary>X: being removed.</summary>
    Dead = 'X',

    /// <summary>I: an idle kernel thread.</summary>
    Idle = 'I',

    /// <summary>P: a parked kernel thread.</summary>
    Parked = 'P',

    /// <summary>W: waking (Linux 2.6.33 to 3.13).</summary>
    Waking = 'W',

    /// <summary>K: wakekill (Linux 2.6.33 to 3.13).</summary>
    WakeKill = 'K',

    /// <summary>Exited since the previous sample. Set by Vmon: the kernel has no entry for the process.</summary>
    Exited = 'E',
}

/// <summary>Scheduling policy of a thread: the SCHED_ constants of sched(7).</summary>
public enum SchedulingPolicy
{
    /// <summary>Time-sharing by nice value, the default (SCHED_OTHER).</summary>
    Other = 0,

    /// <summary>Real time, first in, first out (SCHED_FIFO).</summary>
    Fifo = 1,

    /// <summary>Real time, in turns (SCHED_RR).</summary>
    RoundRobin = 2,

    /// <summary>Time-sharing for batch work (SCHED_BATCH).</summary>
    Batch = 3,

    /// <summary>Only when no other thread needs the CPU (SCHED_IDLE).</summary>
    Idle = 5,

    /// <summary>By deadlines (SCHED_DEADLINE).</summary>
    Deadline = 6,

    /// <summary>By a scheduler that is a BPF program (SCHED_EXT, Linux 6.12).</summary>
    Ext = 7,
}

/// <summary>Seccomp mode of a process: the line Seccomp of /proc/PID/status.</summary>
public enum SeccompMode
{
    /// <summary>All system calls are allowed.</summary>
    Disabled = 0,

    /// <summary>Only read, write, exit and sigreturn are allowed.</summary>
    Strict = 1,

    /// <summary>The system calls that its filters allow.</summary>
    Filter = 2,
}
