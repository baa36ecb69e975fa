using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

// /proc/PID/stat
public partial class ProcessSample
{
    /// <summary>CPU time used in the interval. Null without a previous sample.</summary>
    [Field(StatField.utime, StatField.stime, OfInterval = true, Group = "CPU and faults", Sets = "PSCpu")]
    public TimeSpan? CpuTime => TimeOf(CpuTicks);

    /// <summary>CPU time used in the interval, as a percentage of one core: 250 is two and a half cores. Null without a previous sample.</summary>
    [Field(StatField.utime, StatField.stime, Unit = "% of a core", OfInterval = true, Group = "CPU and faults", Sets = "PSBasic PSCpu")]
    public double? CpuPercent => Percent(CpuTime);

    /// <summary>CPU time used since the process started, in seconds, as in Get-Process. Excludes children.</summary>
    [Field(StatField.utime, StatField.stime, Unit = "seconds", Group = "CPU and faults", Sets = "PSCpu")]
    public double? CPU => TotalProcessorTime?.TotalSeconds;

    /// <summary>CPU time used since the process started, in user and kernel mode.</summary>
    [Field(StatField.utime, StatField.stime, Group = "CPU and faults")]
    public TimeSpan? TotalProcessorTime => UserProcessorTime + PrivilegedProcessorTime;

    /// <summary>CPU time used in user mode since the process started, guest time included (utime).</summary>
    [Field(StatField.utime, Group = "CPU and faults", Metric = "process.cpu.time{cpu.mode=user}")]
    public TimeSpan? UserProcessorTime => Time(StatField.utime, _stat.Current.UserTime);

    /// <summary>CPU time used in kernel mode since the process started (stime).</summary>
    [Field(StatField.stime, Group = "CPU and faults", Metric = "process.cpu.time{cpu.mode=system}")]
    public TimeSpan? PrivilegedProcessorTime => Time(StatField.stime, _stat.Current.SystemTime);

    /// <summary>CPU time used to run virtual machines since the process started. Part of the user time (guest_time).</summary>
    [Field(StatField.guest_time, Group = "CPU and faults")]
    public TimeSpan? GuestTime => Time(StatField.guest_time, _stat.Current.GuestTime);

    /// <summary>
    /// Time spent waiting for block IO since the process started (delayacct_blkio_ticks). Null if the kernel does not count it:
    /// kernel.task_delayacct is 0, the default, or no process has a value on a kernel before 5.14. Zero for a process that started before
    /// counting was enabled.
    /// </summary>
    [Field(StatField.delayacct_blkio_ticks, Group = "CPU and faults")]
    public TimeSpan? BlockIODelay => _stat.Current.BlockIoDelay == 0 && !_areDelaysCounted ? null : Time(StatField.delayacct_blkio_ticks, _stat.Current.BlockIoDelay);

    /// <summary>CPU time used by children that the process has waited for, and by their children, in seconds (cutime + cstime).</summary>
    [Field(StatField.cutime, StatField.cstime, Unit = "seconds", Group = "CPU and faults", Sets = "PSCpu")]
    public double? ChildrenCpu => (ChildrenUserProcessorTime + ChildrenPrivilegedProcessorTime)?.TotalSeconds;

    /// <summary>CPU time used in user mode by children that the process has waited for (cutime).</summary>
    [Field(StatField.cutime, Group = "CPU and faults")]
    public TimeSpan? ChildrenUserProcessorTime => Time(StatField.cutime, _stat.Current.ChildUserTime);

    /// <summary>CPU time used in kernel mode by children that the process has waited for (cstime).</summary>
    [Field(StatField.cstime, Group = "CPU and faults")]
    public TimeSpan? ChildrenPrivilegedProcessorTime => Time(StatField.cstime, _stat.Current.ChildSystemTime);

    /// <summary>CPU time used to run virtual machines by children that the process has waited for (cguest_time).</summary>
    [Field(StatField.cguest_time, Group = "CPU and faults")]
    public TimeSpan? ChildrenGuestTime => Time(StatField.cguest_time, _stat.Current.ChildGuestTime);

    /// <summary>
    /// CPU time of children that the process reaped in the interval, as far as no sample of the children has shown it. The sum of CpuTime
    /// and ChildrenCpuTime over a sample is the CPU time of all processes, exited ones included. Null if the kernel discards the usage of
    /// its children (<see cref="DiscardsChildUsage"/>), if its children are not in the watch, for a thread, and without a previous sample.
    /// </summary>
    [Field(StatField.cutime, StatField.cstime, OfInterval = true, Group = "CPU and faults", Sets = "PSCpu")]
    public TimeSpan? ChildrenCpuTime => TimeOf(_unseenChildrenCpu);

    /// <summary>ChildrenCpuTime as a percentage of one core.</summary>
    [Field(StatField.cutime, StatField.cstime, Unit = "% of a core", OfInterval = true, Group = "CPU and faults", Sets = "PSCpu")]
    public double? ChildrenCpuPercent => Percent(ChildrenCpuTime);

    /// <summary>
    /// Whether the process ignores SIGCHLD, so that the kernel discards the usage of its children. Only samples of the children themselves
    /// show it.
    /// </summary>
    [Field(StatField.sigignore, Group = "CPU and faults")]
    public bool? DiscardsChildUsage => _stat.IsKnown ? _stat.Current.DiscardsChildren : null;

    /// <summary>Page faults in the interval that did not require IO.</summary>
    [Field(StatField.minflt, Unit = "count", OfInterval = true, Group = "CPU and faults")]
    public long? MinorFaults => Increase(StatField.minflt, _stat.Current.MinorFaults, _stat.Previous.MinorFaults);

    /// <summary>Page faults in the interval that required IO.</summary>
    [Field(StatField.majflt, Unit = "count", OfInterval = true, Group = "CPU and faults")]
    public long? MajorFaults => Increase(StatField.majflt, _stat.Current.MajorFaults, _stat.Previous.MajorFaults);

    /// <summary>Page faults since the process started that did not require IO (minflt).</summary>
    [Field(StatField.minflt, Unit = "count", Group = "CPU and faults", Metric = "process.paging.faults{system.paging.fault.type=minor}")]
    public long? MinorFaultsTotal => Known(StatField.minflt, _stat.Current.MinorFaults);

    /// <summary>Page faults since the process started that required IO (majflt).</summary>
    [Field(StatField.majflt, Unit = "count", Group = "CPU and faults", Metric = "process.paging.faults{system.paging.fault.type=major}")]
    public long? MajorFaultsTotal => Known(StatField.majflt, _stat.Current.MajorFaults);

    /// <summary>Minor page faults of children that the process has waited for (cminflt).</summary>
    [Field(StatField.cminflt, Unit = "count", Group = "CPU and faults")]
    public long? ChildrenMinorFaultsTotal => Known(StatField.cminflt, _stat.Current.ChildMinorFaults);

    /// <summary>Major page faults of children that the process has waited for (cmajflt).</summary>
    [Field(StatField.cmajflt, Unit = "count", Group = "CPU and faults")]
    public long? ChildrenMajorFaultsTotal => Known(StatField.cmajflt, _stat.Current.ChildMajorFaults);

    private long? CpuTicks =>
        Increase(StatField.utime, _stat.Current.UserTime, _stat.Previous.UserTime)
        + Increase(StatField.stime, _stat.Current.SystemTime, _stat.Previous.SystemTime);

    private double? Percent(TimeSpan? time) => Interval is TimeSpan elapsed && elapsed > TimeSpan.Zero ? time / elapsed * 100 : null;

    private TimeSpan? TimeOf(long? ticks) => ticks is long count ? _machine.FromTicks(count) : null;

    private TimeSpan? Time(StatField field, long ticks) => Known(field, _machine.FromTicks(ticks));
}
