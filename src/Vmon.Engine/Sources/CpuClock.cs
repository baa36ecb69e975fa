using Vmon.Native;
using Vmon.Parsing.Processes;

namespace Vmon.Sources;

/// <summary>
/// Exact CPU times. The kernel counts user and system time by ticks or samples, and the sum exactly, in the scheduler. It divides the sum in proportion to the two,
/// and lets neither decrease (cputime_adjust); this is the same, in nanoseconds.
/// </summary>
internal static class CpuClock
{
    /// <summary>Run time of all threads of a process, in nanoseconds. Null if it does not exist. Threads on a CPU count up to their last tick.</summary>
    internal static unsafe long? Of(int pid)
    {
        TimeSpec time;
        return Libc.ClockGetTime(Libc.CpuClockOf(pid), &time) == 0 ? time.TotalNanoseconds : null;
    }

    /// <summary>Divides a run time.</summary>
    /// <param name="stat">Receives user and system time. Has those of the last reading, or that the kernel has shown.</param>
    /// <param name="total">The run time, in nanoseconds.</param>
    /// <param name="user">User time as sampled by the kernel.</param>
    /// <param name="system">System time as sampled by the kernel.</param>
    internal static void Divide(ref ProcStat stat, long total, long user, long system)
    {
        if (stat.UserTime + stat.SystemTime >= total) return;
        long part = system == 0 ? 0 : user == 0 ? total : (long)(total * ((double)system / (user + system)));
        long newSystem = Math.Max(Math.Min(part, total), stat.SystemTime);
        long newUser = total - newSystem;
        if (newUser < stat.UserTime)
        {
            newUser = stat.UserTime;
            newSystem = total - newUser;
        }

        stat.UserTime = newUser;
        stat.SystemTime = newSystem;
    }

    /// <summary>Adds what stat cuts off: it has the times of the last whole clock tick.</summary>
    /// <param name="stat">A record of the file, in nanoseconds.</param>
    /// <param name="previous">The last record of the process.</param>
    /// <param name="total">The run time. Null if unknown.</param>
    /// <param name="tick">Nanoseconds per clock tick.</param>
    internal static void Refine(ref ProcStat stat, in ProcStat previous, long? total, long tick)
    {
        long mostUser = stat.UserTime + tick - 1;
        long mostSystem = stat.SystemTime + tick - 1;
        KeepCut(ref stat.UserTime, previous.UserTime, tick);
        KeepCut(ref stat.SystemTime, previous.SystemTime, tick);
        KeepCut(ref stat.ChildUserTime, previous.ChildUserTime, tick);
        KeepCut(ref stat.ChildSystemTime, previous.ChildSystemTime, tick);
        KeepCut(ref stat.GuestTime, previous.GuestTime, tick);
        KeepCut(ref stat.ChildGuestTime, previous.ChildGuestTime, tick);
        KeepCut(ref stat.BlockIoDelay, previous.BlockIoDelay, tick);
        long rest = (total ?? 0) - stat.UserTime - stat.SystemTime;
        if (rest <= 0) return;
        long sum = stat.UserTime + stat.SystemTime;
        long system = sum == 0 ? 0 : (long)(rest * ((double)stat.SystemTime / sum));
        system = Math.Min(system, mostSystem - stat.SystemTime);
        long user = Math.Min(rest - system, mostUser - stat.UserTime);
        system = Math.Min(rest - user, mostSystem - stat.SystemTime);
        stat.UserTime += user;
        stat.SystemTime += system;
    }

    // An exact time of the previous sample is larger than a later one that is cut off within the same tick.
    private static void KeepCut(ref long time, long previous, long tick)
    {
        if (previous > time && previous - time < tick) time = previous;
    }
}
