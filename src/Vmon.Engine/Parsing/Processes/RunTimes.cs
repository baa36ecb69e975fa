namespace Vmon.Parsing.Processes;

/// <summary>
/// Exact CPU times. The kernel counts user and system time by ticks or samples, and the sum exactly, in the scheduler. It divides the sum in proportion to the two,
/// and lets neither decrease (cputime_adjust); this is the same, in nanoseconds.
/// </summary>
internal static class RunTimes
{
    /// <summary>Divides a run time, of which neither part nor the sum decreases.</summary>
    /// <param name="stat">Receives the run time, and its user and system part. Has the least values of the parts.</param>
    /// <param name="total">The run time, in nanoseconds.</param>
    /// <param name="user">User time as sampled by the kernel.</param>
    /// <param name="system">System time as sampled by the kernel.</param>
    internal static void Divide(ref ProcStat stat, long total, long user, long system)
    {
        if (stat.UserTime + stat.SystemTime < total)
        {
            long part = system == 0 ? 0 : user == 0 ? total : (long)(total * ((double)system / (user + system)));
            long least = stat.UserTime;
            stat.SystemTime = Math.Max(Math.Min(part, total), stat.SystemTime);
            stat.UserTime = total - stat.SystemTime;
            if (stat.UserTime < least)
            {
                stat.UserTime = least;
                stat.SystemTime = total - least;
            }
        }

        stat.RunTime = stat.UserTime + stat.SystemTime;
    }

    /// <summary>Adds to a record of the file what it cuts off to clock ticks, as far as it is known.</summary>
    /// <param name="stat">The record, in nanoseconds.</param>
    /// <param name="previous">The last record of the process.</param>
    /// <param name="clock">The CPU clock of the process. Null if unknown.</param>
    /// <param name="tick">Nanoseconds per clock tick.</param>
    internal static void Refine(ref ProcStat stat, in ProcStat previous, long? clock, long tick)
    {
        if (clock is { } runTime)
        {
            stat.RunTime = Math.Max(stat.RunTime, runTime);
            KeepCut(ref stat.RunTime, previous.RunTime, 2 * tick);
        }

        KeepCut(ref stat.UserTime, previous.UserTime, tick);
        KeepCut(ref stat.SystemTime, previous.SystemTime, tick);
        KeepPart(ref stat.SystemTime, ref stat.UserTime, previous.SystemTime, previous.UserTime);
        KeepPart(ref stat.UserTime, ref stat.SystemTime, previous.UserTime, previous.SystemTime);
        KeepCut(ref stat.ChildUserTime, previous.ChildUserTime, tick);
        KeepCut(ref stat.ChildSystemTime, previous.ChildSystemTime, tick);
        KeepCut(ref stat.GuestTime, previous.GuestTime, tick);
        KeepCut(ref stat.ChildGuestTime, previous.ChildGuestTime, tick);
        KeepCut(ref stat.BlockIoDelay, previous.BlockIoDelay, tick);
    }

    // The kernel does not know how the previous record was divided. What has increased cannot be part of the other time as well.
    private static void KeepPart(ref long part, ref long other, long previous, long otherPrevious)
    {
        long moved = Math.Min(previous - part, other - otherPrevious);
        if (moved <= 0) return;
        part += moved;
        other -= moved;
    }

    // An exact time of the previous sample is larger than a later one that is cut off within the same tick.
    private static void KeepCut(ref long time, long previous, long error)
    {
        if (previous > time && previous - time < error) time = previous;
    }
}
