using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

// CPU times and faults of /proc/PID/stat, which is always read.
public partial class ProcessSample
{
    /// <summary>CPU time used in the interval. Null without a previous sample.</summary>
    [Field(StatField.utime, StatField.stime, OfInterval = true, Group = "CPU and faults", Sets = "PSCpu")]
    public TimeSpan? CpuTime => TimeOf(CpuNanoseconds);

    /// <summary>CPU time used in the interval, as a percentage of one core: 250 is two and a half cores. Null without a previous sample.</summary>
    [Field(StatField.utime, StatField.stime, Unit = "% of a core", OfInterval = true, Group = "CPU and faults", Sets = "PSBasic PSCpu")]
    public double? CpuPercent => Percent(CpuTime);

    /// <summary>CPU time used since the process started, in seconds, as in Get-Process. Excludes children.</summary>
    [Field(StatField.utime, StatField.stime, Unit = "seconds", Group = "CPU and faults", Sets = "PSCpu")]
    public double? CPU => TotalProcessorTime?.TotalSeconds;

    /// <summary>CPU time used since the process started, in user and kernel mode.</summary>
    [Field(StatField.utime, StatField.stime, Group = "CPU and faults")]
    public TimeSpan? TotalProcessorTime => _readings.Stat.IsKnown ? TimeOf(RunTimeOf(_readings.Stat.Current)) : null;

    /// <summary>CPU time used in user mode since the process started, guest time included (utime).</summary>
    [Field(StatField.utime, Group = "CPU and faults", Metric = "process.cpu.time{cpu.mode=user}")]
    public TimeSpan? UserProcessorTime => Time(StatField.utime);

    /// <summary>CPU time used in kernel mode since the process started (stime).</summary>
    [Field(StatField.stime, Group = "CPU and faults", Metric = "process.cpu.time{cpu.mode=system}")]
    public TimeSpan? PrivilegedProcessorTime => Time(StatField.stime);

    /// <summary>CPU time used to run virtual machines since the process started. Part of the user time (guest_time).</summary>
    [Field(StatField.guest_time, Group = "CPU and faults")]
    public TimeSpan? GuestTime => Time(StatField.guest_time);

    /// <summary>
    /// Time spent waiting for block IO since the process started (delayacct_blkio_ticks). Null if the kernel does not count it:
    /// kernel.task_delayacct is 0, the default, or no process has a value on a kernel before 5.14. Zero for a process that started before
    /// counting was enabled.
    /// </summary>
    [Field(StatField.delayacct_blkio_ticks, Group = "CPU and faults")]
    public TimeSpan? BlockIODelay => _readings.Stat.Current.BlockIoDelay == 0 && !_areDelaysCounted ? null : Time(StatField.delayacct_blkio_ticks);

    /// <summary>CPU time used by children that the process has waited for, and by their children, in seconds (cutime + cstime).</summary>
    [Field(StatField.cutime, StatField.cstime, Unit = "seconds", Group = "CPU and faults", Sets = "PSCpu")]
    public double? ChildrenCpu => TimeOf(Stat(StatField.cutime) + Stat(StatField.cstime))?.TotalSeconds;

    /// <summary>CPU time used in user mode by children that the process has waited for (cutime).</summary>
    [Field(StatField.cutime, Group = "CPU and faults")]
    public TimeSpan? ChildrenUserProcessorTime => Time(StatField.cutime);

    /// <summary>CPU time used in kernel mode by children that the process has waited for (cstime).</summary>
    [Field(StatField.cstime, Group = "CPU and faults")]
    public TimeSpan? ChildrenPrivilegedProcessorTime => Time(StatField.cstime);

    /// <summary>CPU time used to run virtual machines by children that the process has waited for (cguest_time).</summary>
    [Field(StatField.cguest_time, Group = "CPU and faults")]
    public TimeSpan? ChildrenGuestTime => Time(StatField.cguest_time);

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
    public bool? DiscardsChildUsage => Stat(StatField.sigignore) is not null ? _readings.Stat.Current.DiscardsChildren : null;

    /// <summary>Page faults in the interval that did not require IO.</summary>
    [Field(StatField.minflt, Unit = "count", OfInterval = true, Group = "CPU and faults")]
    public long? MinorFaults => Increase(StatField.minflt);

    /// <summary>Page faults in the interval that required IO.</summary>
    [Field(StatField.majflt, Unit = "count", OfInterval = true, Group = "CPU and faults")]
    public long? MajorFaults => Increase(StatField.majflt);

    /// <summary>Page faults since the process started that did not require IO (minflt).</summary>
    [Field(StatField.minflt, Unit = "count", Group = "CPU and faults", Metric = "process.paging.faults{system.paging.fault.type=minor}")]
    public long? MinorFaultsTotal => Stat(StatField.minflt);

    /// <summary>Page faults since the process started that required IO (majflt).</summary>
    [Field(StatField.majflt, Unit = "count", Group = "CPU and faults", Metric = "process.paging.faults{system.paging.fault.type=major}")]
    public long? MajorFaultsTotal => Stat(StatField.majflt);

    /// <summary>Minor page faults of children that the process has waited for (cminflt).</summary>
    [Field(StatField.cminflt, Unit = "count", Group = "CPU and faults")]
    public long? ChildrenMinorFaultsTotal => Stat(StatField.cminflt);

    /// <summary>Major page faults of children that the process has waited for (cmajflt).</summary>
    [Field(StatField.cmajflt, Unit = "count", Group = "CPU and faults")]
    public long? ChildrenMajorFaultsTotal => Stat(StatField.cmajflt);

    private long? CpuNanoseconds => Increase(_readings.Stat.IsPaired, RunTimeOf(_readings.Stat.Current), RunTimeOf(_readings.Stat.Previous));

    private static long? RunTimeOf(in ProcStat stat) => stat.Has(StatField.utime) && stat.Has(StatField.stime) ? stat.RunTime : null;

    private double? Percent(TimeSpan? time) => Interval is TimeSpan elapsed && elapsed > TimeSpan.Zero ? time / elapsed * 100 : null;

    private static TimeSpan? TimeOf(long? nanoseconds) => nanoseconds is long time ? new TimeSpan(time / TimeSpan.NanosecondsPerTick) : null;

    private TimeSpan? Time(StatField field) => TimeOf(Stat(field));

    /// <summary>Null if the last read failed, and for a number out of range.</summary>
    private long? Stat(StatField field) => _readings.Stat.IsKnown ? _readings.Stat.Current[field] : null;

    private long? Increase(StatField field) => Increase(_readings.Stat.IsPaired, _readings.Stat.Current[field], _readings.Stat.Previous[field]);
}
