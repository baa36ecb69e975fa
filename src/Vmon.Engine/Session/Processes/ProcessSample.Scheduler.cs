using System.Runtime.CompilerServices;
using Vmon.Parsing;
using Vmon.Sampling;

namespace Vmon;

// How it gets on with the scheduler: /proc/PID/schedstat, where Scheduler is wanted, and the context switches of status, where Status is.
// The kernel writes both for one thread: for a process they are those of its main thread. Null also where the kernel does not count.
public partial class ProcessSample
{
    /// <summary>Time on a CPU in this interval, more exactly than by clock ticks.</summary>
    public TimeSpan? RunTime => Nanoseconds(Scheduled(SchedField.RunTime));

    /// <summary>Time in this interval that it could run and waited for a CPU.</summary>
    public TimeSpan? RunQueueTime => Nanoseconds(Scheduled(SchedField.QueueTime));

    /// <summary>How often it was given a CPU in this interval.</summary>
    public long? TimeSlices => Scheduled(SchedField.Slices);

    /// <summary>Time on a CPU since its start.</summary>
    public TimeSpan? RunTimeTotal => Nanoseconds(SchedStat()?[SchedField.RunTime]);

    /// <summary>Time since its start that it could run and waited for a CPU.</summary>
    public TimeSpan? RunQueueTimeTotal => Nanoseconds(SchedStat()?[SchedField.QueueTime]);

    /// <summary>How often it was given a CPU since its start.</summary>
    public long? TimeSlicesTotal => SchedStat()?[SchedField.Slices];

    /// <summary>How often in this interval it gave up its CPU to wait for something.</summary>
    public long? VoluntaryContextSwitches => Switches(StatusField.voluntary_ctxt_switches);

    /// <summary>How often in this interval it was made to leave its CPU.</summary>
    public long? NonvoluntaryContextSwitches => Switches(StatusField.nonvoluntary_ctxt_switches);

    /// <summary>How often per second it gave up its CPU to wait for something.</summary>
    public double? VoluntaryContextSwitchesRate => PerSecond(Switches(StatusField.voluntary_ctxt_switches));

    /// <summary>How often per second it was made to leave its CPU.</summary>
    public double? NonvoluntaryContextSwitchesRate => PerSecond(Switches(StatusField.nonvoluntary_ctxt_switches));

    /// <summary>How often since its start it gave up its CPU to wait for something (voluntary_ctxt_switches).</summary>
    public long? VoluntaryContextSwitchesTotal => Status(StatusField.voluntary_ctxt_switches);

    /// <summary>How often since its start it was made to leave its CPU (nonvoluntary_ctxt_switches).</summary>
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
