using Vmon.Parsing;

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
    public TimeSpan? UserProcessorTime => Time(StatField.UserTime, _stat.Current.UserTime);

    /// <summary>CPU used in kernel mode since its start (stime).</summary>
    public TimeSpan? PrivilegedProcessorTime => Time(StatField.SystemTime, _stat.Current.SystemTime);

    /// <summary>CPU used for virtual machines since its start, part of the user time (guest_time).</summary>
    public TimeSpan? GuestTime => Time(StatField.GuestTime, _stat.Current.GuestTime);

    /// <summary>
    /// Time waited for block IO since its start (delayacct_blkio_ticks). Null for a zero that the kernel did not count: kernel.task_delayacct is 0, as it is
    /// by default, or a kernel before 5.14 has counted none for any process. A process that started before the switch was turned on has zero.
    /// </summary>
    public TimeSpan? BlockIODelay => _stat.Current.BlockIoDelay == 0 && !_areDelaysCounted ? null : Time(StatField.BlockIoDelay, _stat.Current.BlockIoDelay);

    /// <summary>CPU used by the children that it has waited for, in seconds, theirs included (cutime + cstime).</summary>
    public double? ChildrenCpu => (ChildrenUserProcessorTime + ChildrenPrivilegedProcessorTime)?.TotalSeconds;

    /// <summary>User time of the children that it has waited for (cutime).</summary>
    public TimeSpan? ChildrenUserProcessorTime => Time(StatField.ChildUserTime, _stat.Current.ChildUserTime);

    /// <summary>Kernel time of the children that it has waited for (cstime).</summary>
    public TimeSpan? ChildrenPrivilegedProcessorTime => Time(StatField.ChildSystemTime, _stat.Current.ChildSystemTime);

    /// <summary>Guest time of the children that it has waited for (cguest_time).</summary>
    public TimeSpan? ChildrenGuestTime => Time(StatField.ChildGuestTime, _stat.Current.ChildGuestTime);

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
    public bool? DiscardsChildUsage => _stat.IsKnown ? _stat.Current.DiscardsChildren : null;

    /// <summary>Page faults in this interval that needed no IO.</summary>
    public long? MinorFaults => Increase(StatField.MinorFaults, _stat.Current.MinorFaults, _stat.Previous.MinorFaults);

    /// <summary>Page faults in this interval that waited for IO.</summary>
    public long? MajorFaults => Increase(StatField.MajorFaults, _stat.Current.MajorFaults, _stat.Previous.MajorFaults);

    /// <summary>Page faults since its start that needed no IO (minflt).</summary>
    public long? MinorFaultsTotal => Known(StatField.MinorFaults, _stat.Current.MinorFaults);

    /// <summary>Page faults since its start that waited for IO (majflt).</summary>
    public long? MajorFaultsTotal => Known(StatField.MajorFaults, _stat.Current.MajorFaults);

    /// <summary>Minor faults of the children that it has waited for (cminflt).</summary>
    public long? ChildrenMinorFaultsTotal => Known(StatField.ChildMinorFaults, _stat.Current.ChildMinorFaults);

    /// <summary>Major faults of the children that it has waited for (cmajflt).</summary>
    public long? ChildrenMajorFaultsTotal => Known(StatField.ChildMajorFaults, _stat.Current.ChildMajorFaults);

    private long? CpuTicks =>
        Increase(StatField.UserTime, _stat.Current.UserTime, _stat.Previous.UserTime)
        + Increase(StatField.SystemTime, _stat.Current.SystemTime, _stat.Previous.SystemTime);

    private double? Percent(TimeSpan? time) => Interval is TimeSpan elapsed && elapsed > TimeSpan.Zero ? time / elapsed * 100 : null;

    private TimeSpan? TimeOf(long? ticks) => ticks is long count ? _machine.FromTicks(count) : null;

    private TimeSpan? Time(StatField field, long ticks) => Known(field, _machine.FromTicks(ticks));
}
