namespace Vmon.Native;

/// <summary>The CPU clock of a process, which any user may read, also of a zombie.</summary>
internal static unsafe class ProcessClock
{
    // MAKE_PROCESS_CPUCLOCK of the kernel: the complement of the process id, and the type of the clock in three bits.
    private const int Scheduler = 2;

    /// <summary>Nanoseconds that the process has been on a CPU. Null if it does not exist.</summary>
    internal static long? Read(int process)
    {
        TimeSpec time;
        bool isRead = Libc.ClockGetTime((~process << 3) | Scheduler, &time) == 0;
        return isRead ? (time.Seconds * 1_000_000_000) + time.Nanoseconds : null;
    }
}
