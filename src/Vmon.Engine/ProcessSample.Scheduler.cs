using System.Runtime.CompilerServices;
using Vmon.Fields;
using Vmon.Parsing.Processes;
using Vmon.Sources;

namespace Vmon;

// /proc/PID/schedstat (data set Scheduler), and the context switches of status (data set Status).
// The kernel writes both for one thread: for a process, they are those of its main thread. Null also if the kernel does not count them.
public partial class ProcessSample
{
    /// <summary>Time on a CPU in the interval, in nanosecond precision.</summary>
    [Field(SchedField.sum_exec_runtime, OfInterval = true, Group = "Scheduler times")]
    public TimeSpan? RunTime => Nanoseconds(Scheduled(SchedField.sum_exec_runtime));

    /// <summary>Time in the interval during which the process was runnable and waited for a CPU.</summary>
    [Field(SchedField.run_delay, OfInterval = true, Group = "Scheduler times")]
    public TimeSpan? RunQueueTime => Nanoseconds(Scheduled(SchedField.run_delay));

    /// <summary>Number of times the process was scheduled on a CPU in the interval.</summary>
    [Field(SchedField.pcount, Unit = "count", OfInterval = true, Group = "Scheduler times")]
    public long? TimeSlices => Scheduled(SchedField.pcount);

    /// <summary>Time on a CPU since the process started.</summary>
    [Field(SchedField.sum_exec_runtime, Group = "Scheduler times")]
    public TimeSpan? RunTimeTotal => Nanoseconds(SchedStat()?[SchedField.sum_exec_runtime]);

    /// <summary>Time since the process started during which it was runnable and waited for a CPU.</summary>
    [Field(SchedField.run_delay, Group = "Scheduler times")]
    public TimeSpan? RunQueueTimeTotal => Nanoseconds(SchedStat()?[SchedField.run_delay]);

    /// <summary>Number of times the process was scheduled on a CPU since it started.</summary>
    [Field(SchedField.pcount, Unit = "count", Group = "Scheduler times")]
    public long? TimeSlicesTotal => SchedStat()?[SchedField.pcount];

    /// <summary>Voluntary context switches in the interval: the process gave up its CPU to wait.</summary>
    [Field(StatusField.voluntary_ctxt_switches, Unit = "count", OfInterval = true, Group = "Scheduler times")]
    public long? VoluntaryContextSwitches => Switches(StatusField.voluntary_ctxt_switches);

    /// <summary>Involuntary context switches in the interval: the kernel preempted the process.</summary>
    [Field(StatusField.nonvoluntary_ctxt_switches, Unit = "count", OfInterval = true, Group = "Scheduler times")]
    public long? NonvoluntaryContextSwitches => Switches(StatusField.nonvoluntary_ctxt_switches);

    /// <summary>Voluntary context switches per second.</summary>
    [Field(StatusField.voluntary_ctxt_switches, Unit = "1/s", OfInterval = true, Group = "Scheduler times")]
    public double? VoluntaryContextSwitchesRate => PerSecond(Switches(StatusField.voluntary_ctxt_switches));

    /// <summary>Involuntary context switches per second.</summary>
    [Field(StatusField.nonvoluntary_ctxt_switches, Unit = "1/s", OfInterval = true, Group = "Scheduler times")]
    public double? NonvoluntaryContextSwitchesRate => PerSecond(Switches(StatusField.nonvoluntary_ctxt_switches));

    /// <summary>Voluntary context switches since the process started (voluntary_ctxt_switches).</summary>
    [Field(StatusField.voluntary_ctxt_switches, Unit = "count", Group = "Scheduler times", Metric = "process.context_switches{process.context_switch.type=voluntary}")]
    public long? VoluntaryContextSwitchesTotal => Status(StatusField.voluntary_ctxt_switches);

    /// <summary>Involuntary context switches since the process started (nonvoluntary_ctxt_switches).</summary>
    [Field(StatusField.nonvoluntary_ctxt_switches, Unit = "count", Group = "Scheduler times", Metric = "process.context_switches{process.context_switch.type=involuntary}")]
    public long? NonvoluntaryContextSwitchesTotal => Status(StatusField.nonvoluntary_ctxt_switches);

    private SchedStat? SchedStat([CallerMemberName] string property = "") =>
        IsRead(ProcessDataSets.Scheduler, property) && _details?.Scheduler is { IsKnown: true, Current.IsAccounted: true } reading ? reading.Current : null;

    private long? Scheduled(SchedField field, [CallerMemberName] string property = "") =>
        SchedStat(property) is SchedStat now ? Increase(_details!.Scheduler.IsPaired, now[field], _details.Scheduler.Previous[field]) : null;

    private long? Switches(StatusField field, [CallerMemberName] string property = "")
    {
        if (!IsRead(ProcessDataSets.Status, property) || _details?.Status?.Value is not Reading<ProcStatus> reading) return null;
        long? before = reading.Previous.IsEmpty ? 0 : reading.Previous[field];
        return reading.Current[field] is long now && before is not null ? Increase(reading.IsPaired, now, before.Value) : null;
    }

    private static TimeSpan? Nanoseconds(long? count) => count is long time ? new TimeSpan(time / TimeSpan.NanosecondsPerTick) : null;
}
