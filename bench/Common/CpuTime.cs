using System.Runtime.InteropServices;

namespace Vmon.Bench;

/// <summary>CPU time, user and system, in µs.</summary>
internal static unsafe partial class CpuTime
{
    private const int OfChildren = -1;
    private const int SchedulerClock = 2;
    private const int ThisProcess = 2;

    /// <summary>CPU time of a running process with all its threads, in µs and exact to the nanosecond (clock_getcpuclockid).</summary>
    internal static double Of(int pid) => Clock((~pid << 3) | SchedulerClock);

    internal static double OfThisProcess() => Clock(ThisProcess);

    /// <summary>CPU time of all descendants of this process that were reaped. Its increase while one child starts and exits is that of the child.</summary>
    internal static double OfReapedChildren()
    {
        ResourceUsage usage;
        if (GetRUsage(OfChildren, &usage) != 0) throw new PeerException("getrusage failed.");
        return ((usage.UserSeconds + usage.SystemSeconds) * 1e6) + usage.UserMicroseconds + usage.SystemMicroseconds;
    }

    private static double Clock(int clock)
    {
        TimeSpec time;
        if (ClockGetTime(clock, &time) != 0) throw new PeerException("the process exited early.");
        return (time.Seconds * 1e6) + (time.Nanoseconds / 1e3);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, TimeSpec* time);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetRUsage(int who, ResourceUsage* usage);
}
