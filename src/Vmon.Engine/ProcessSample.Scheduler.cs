using System.Runtime.CompilerServices;
using Vmon.Parsing.Processes;
using Vmon.Sources;

namespace Vmon;

// /proc/PID/schedstat (data set Scheduler), and the context switches of status (data set Status).
// The kernel writes both for one thread: for a process, they are those of its main thread. Null also if the kernel does not count them.
public partial class ProcessSample
{
    /// <summary>Time on a CPU in the interval, in nanosecond precision.</summary>
    public TimeSpan? RunTime => Nanoseconds(Scheduled(SchedField.sum_exec_runtime));

    /// <summary>Time in the interval during which the process was runnable and waited for a CPU.</summary>
    public TimeSpan? RunQueueTime => Nanoseconds(Scheduled(SchedField.run_delay));

    /// <summary>Number of times the process was scheduled on a CPU in the interval.</summary>
    public long? TimeSlices => Scheduled(SchedField.pcount);

    /// <summary>Time on a CPU since the process started.</summary>
    public TimeSpan? RunTimeTotal => Nanoseconds(SchedStat()?[SchedField.sum_exec_runtime]);

    /// <summary>Time since the process started during which it was runnable and waited for a CPU.</summary>
    public TimeSpan? RunQueueTimeTotal => Nanoseconds(SchedStat()?[SchedField.run_delay]);

    /// <summary>Number of times the process was scheduled on a CPU since it started.</summary>
    public long? TimeSlicesTotal => SchedStat()?[SchedField.pcount];

    /// <summary>Voluntary context switches in the interval: the process gave up its CPU to wait.</summary>
    public long? VoluntaryContextSwitches => Switches(StatusField.voluntary_ctxt_switches);

    /// <summary>Involuntary context switches in the interval: the kernel preempted the process.</summary>
    public long? NonvoluntaryContextSwitches => Switches(StatusField.nonvoluntary_ctxt_switches);

    /// <summary>Voluntary context switches per second.</summary>
    public double? VoluntaryContextSwitchesRate => PerSecond(Switches(StatusField.voluntary_ctxt_switches));

    /// <summary>Involuntary context switches per second.</summary>
    public double? NonvoluntaryContextSwitchesRate => PerSecond(Switches(StatusField.nonvoluntary_ctxt_switches));

    /// <summary>Voluntary context switches since the process started (voluntary_ctxt_switches).</summary>
    public long? VoluntaryContextSwitchesTotal => Status(StatusField.voluntary_ctxt_switches);

    /// <summary>Involuntary context switches since the process started (nonvoluntary_ctxt_switches).</summary>
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
