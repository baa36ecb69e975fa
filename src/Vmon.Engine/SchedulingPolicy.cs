namespace Vmon;

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
