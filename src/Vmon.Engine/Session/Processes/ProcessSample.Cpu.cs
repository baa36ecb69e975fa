using Vmon.Sampling;

namespace Vmon;

// CPU times and faults: /proc/PID/stat.
public sealed partial class ProcessSample
{
    /// <summary>CPU used in this interval. Null without a sample before.</summary>
    public TimeSpan? CpuTime => TimeOf(CpuTicks);

    /// <summary>CPU used in this interval, in per cent of one core: 250 is two and a half cores. Null without a sample before.</summary>
    public double? CpuPercent => Percent(CpuTime);

    /// <summary>CPU used since its start, in seconds, as Get-Process has it; its children's is not in it.</summary>
    public double? CPU => TotalProcessorTime?.TotalSeconds;

    /// <summary>CPU used since its start: user and kernel.</summary>
    public TimeSpan? TotalProcessorTime => UserProcessorTime + PrivilegedProcessorTime;

    /// <summary>CPU used in user mode since its start (utime; guest time is part of it).</summary>
    public TimeSpan? UserProcessorTime => Time(_stat.Current.UserTime);

    /// <summary>CPU used in kernel mode since its start (stime).</summary>
    public TimeSpan? PrivilegedProcessorTime => Time(_stat.Current.SystemTime);

    /// <summary>CPU used for virtual machines since its start, part of the user time (guest_time).</summary>
    public TimeSpan? GuestTime => _stat.Current.HasGuestTime ? Time(_stat.Current.GuestTime) : null;

    /// <summary>Time waited for block IO since its start; zero where the kernel does not account delays (delayacct_blkio_ticks).</summary>
    public TimeSpan? BlockIODelay => _stat.Current.HasBlockIoDelay ? Time(_stat.Current.BlockIoDelay) : null;

    /// <summary>CPU used by the children that it has waited for, in seconds, theirs included (cutime + cstime).</summary>
    public double? ChildrenCpu => (ChildrenUserProcessorTime + ChildrenPrivilegedProcessorTime)?.TotalSeconds;

    /// <summary>User time of the children that it has waited for (cutime).</summary>
    public TimeSpan? ChildrenUserProcessorTime => Time(_stat.Current.ChildUserTime);

    /// <summary>Kernel time of the children that it has waited for (cstime).</summary>
    public TimeSpan? ChildrenPrivilegedProcessorTime => Time(_stat.Current.ChildSystemTime);

    /// <summary>Guest time of the children that it has waited for (cguest_time).</summary>
    public TimeSpan? ChildrenGuestTime => _stat.Current.HasGuestTime ? Time(_stat.Current.ChildGuestTime) : null;

    /// <summary>
    /// CPU of the children that it reaped in this interval, without what their own samples have: what they used since they were last sampled, or in
    /// all if they never were. The sum of CpuTime and ChildrenCpuTime over a sample is the CPU of all its processes, exited ones included.
    /// Null if the kernel discards what its children used (<see cref="DiscardsChildUsage"/>), for a process whose children are not in the
    /// watch, for a thread, and without a sample before.
    /// </summary>
    public TimeSpan? ChildrenCpuTime => TimeOf(_unseenChildrenCpu);

    /// <summary>ChildrenCpuTime in per cent of one core.</summary>
    public double? ChildrenCpuPercent => Percent(ChildrenCpuTime);

    /// <summary>
    /// Whether it ignores SIGCHLD, so that the kernel does not add to its counters what its children used: that is known only as far as samples of the
    /// children have it.
    /// </summary>
    public bool? DiscardsChildUsage => Known(_stat.Current.DiscardsChildren);

    /// <summary>Page faults in this interval that needed no IO.</summary>
    public long? MinorFaults => Increase(_stat.IsPaired, _stat.Current.MinorFaults, _stat.Previous.MinorFaults);

    /// <summary>Page faults in this interval that waited for IO.</summary>
    public long? MajorFaults => Increase(_stat.IsPaired, _stat.Current.MajorFaults, _stat.Previous.MajorFaults);

    /// <summary>Page faults since its start that needed no IO (minflt).</summary>
    public long? MinorFaultsTotal => Known(_stat.Current.MinorFaults);

    /// <summary>Page faults since its start that waited for IO (majflt).</summary>
    public long? MajorFaultsTotal => Known(_stat.Current.MajorFaults);

    /// <summary>Minor faults of the children that it has waited for (cminflt).</summary>
    public long? ChildrenMinorFaultsTotal => Known(_stat.Current.ChildMinorFaults);

    /// <summary>Major faults of the children that it has waited for (cmajflt).</summary>
    public long? ChildrenMajorFaultsTotal => Known(_stat.Current.ChildMajorFaults);

    private long? CpuTicks =>
        Increase(_stat.IsPaired, _stat.Current.UserTime, _stat.Previous.UserTime)
        + Increase(_stat.IsPaired, _stat.Current.SystemTime, _stat.Previous.SystemTime);

    private double? Percent(TimeSpan? time) => Elapsed is TimeSpan elapsed && elapsed > TimeSpan.Zero ? time / elapsed * 100 : null;

    private static TimeSpan? TimeOf(long? ticks) => ticks is long count ? BootClock.FromTicks(count) : null;

    private TimeSpan? Time(long ticks) => Known(BootClock.FromTicks(ticks));
}
