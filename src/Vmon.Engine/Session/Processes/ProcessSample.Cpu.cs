using Vmon.Parsing;

namespace Vmon;

// CPU times and faults: /proc/PID/stat.
public sealed partial class ProcessSample
{
    /// <summary>CPU used in this interval, in per cent of one core: 250 is two and a half cores. Null without a sample before.</summary>
    public double? CpuPercent => PerSecond(CpuTicks) * 100 / _machine.TicksPerSecond;

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
    /// CPU of children that ended in this interval, in per cent of one core, as far as no sample of their own has it: what they used
    /// since they were last sampled, or in all for those that were never seen. Known once it has waited for them; null where its
    /// children are not in the watch, for a thread, and without a sample before.
    /// </summary>
    public double? ChildrenCpuPercent => PerSecond(_unseenChildrenCpu) * 100 / _machine.TicksPerSecond;

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

    private TimeSpan? Time(StatField field, long ticks) => Known(field, _machine.FromTicks(ticks));
}
