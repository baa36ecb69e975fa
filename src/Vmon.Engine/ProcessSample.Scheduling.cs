using System.Runtime.CompilerServices;
using Vmon.Fields;
using Vmon.Sources;
using Vmon.Parsing.Processes;

namespace Vmon;

// The other fields of /proc/PID/stat, wchan and schedstat. The kernel writes schedstat for one thread: for a process, it is that of its main thread.
public partial class ProcessSample
{
    /// <summary>Number of threads (num_threads).</summary>
    [Field(StatField.num_threads, Unit = "count", Group = "Scheduling, groups and terminal", Sets = "PSCpu", Metric = "process.thread.count")]
    public int? ThreadCount => (int?)Stat(StatField.num_threads);

    /// <summary>Kernel priority: 20 + nice for ordinary processes, negative for real-time processes.</summary>
    [Field(StatField.priority, Group = "Scheduling, groups and terminal", Sets = "PSScheduling")]
    public int? Priority => (int?)Stat(StatField.priority);

    /// <summary>Nice value, from -20 (highest priority) to 19.</summary>
    [Field(StatField.nice, Group = "Scheduling, groups and terminal", Sets = "PSScheduling")]
    public int? Nice => (int?)Stat(StatField.nice);

    /// <summary>Real-time priority, 1 to 99; 0 for a process that is not real-time.</summary>
    [Field(StatField.rt_priority, Group = "Scheduling, groups and terminal", Sets = "PSScheduling")]
    public int? RealTimePriority => (int?)Stat(StatField.rt_priority);

    /// <summary>Scheduling policy (policy). A number for a policy that this version does not know.</summary>
    [Field(StatField.policy, Group = "Scheduling, groups and terminal", Sets = "PSScheduling")]
    public SchedulingPolicy? SchedulingPolicy => (SchedulingPolicy?)Stat(StatField.policy);

    /// <summary>CPU on which the process last ran.</summary>
    [Field(StatField.processor, Group = "Scheduling, groups and terminal", Sets = "PSCpu PSScheduling")]
    public int? Processor => (int?)Stat(StatField.processor);

    /// <summary>Process group identifier.</summary>
    [Field(StatField.pgrp, Group = "Scheduling, groups and terminal")]
    public int? ProcessGroupId => (int?)Stat(StatField.pgrp);

    /// <summary>Session identifier: the PID of the session leader.</summary>
    [Field(StatField.session, Group = "Scheduling, groups and terminal")]
    public int? SessionId => (int?)Stat(StatField.session);

    /// <summary>
    /// Controlling terminal, such as pts/3, named by the drivers in /proc/tty/drivers; otherwise its device number as major:minor. Null if
    /// there is none.
    /// </summary>
    [Field(StatField.tty_nr, Group = "Scheduling, groups and terminal")]
    public string? Terminal => TerminalName.Of(_readings.Stat.Current.Terminal, _machine.Terminals);

    /// <summary>Foreground process group of the controlling terminal. Null without a terminal.</summary>
    [Field(StatField.tpgid, Group = "Scheduling, groups and terminal")]
    public int? ForegroundProcessGroupId => _readings.Stat.Current.ForegroundGroup > 0 ? (int?)Stat(StatField.tpgid) : null;

    /// <summary>
    /// Number of the signal that the kernel sends to the parent when the process exits, usually 17 (SIGCHLD); 0 for none, and -1 for a thread. Not the signal that
    /// terminated the process, which is <see cref="ExitSignal"/>.
    /// </summary>
    [Field(StatField.exit_signal, Group = "Scheduling, groups and terminal")]
    public int? SignalToParent => (int?)Stat(StatField.exit_signal);

    /// <summary>Kernel flags of the process (PF_* in sched.h).</summary>
    [Field(StatField.flags, Group = "Scheduling, groups and terminal")]
    public long? KernelFlags => Stat(StatField.flags);

    /// <summary>
    /// Whether the process is a kernel thread. Null if unknown: the process has no memory, and the kernel may be older than 2.6.27.
    /// </summary>
    [Field(StatField.flags, Group = "Scheduling, groups and terminal")]
    public bool? IsKernelThread => _readings.Stat.Current.IsOfKernel;

    /// <summary>Kernel function in which the process waits; empty if it does not wait. Null if not requested or not readable.</summary>
    [Field("wchan", Group = "Scheduling, groups and terminal")]
    public string? WaitChannel =>
        IsRead(ProcessDataSets.WaitChannel, nameof(WaitChannel)) && _details?.WaitChannel is byte[] bytes ? Parsing.Processes.WaitChannel.Parse(bytes) : null;

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

    private SchedStat? SchedStat([CallerMemberName] string property = "") => SchedStats(property)?.Current;

    private long? Scheduled(SchedField field, [CallerMemberName] string property = "") =>
        SchedStats(property) is { } reading ? Increase(reading.IsPaired, reading.Current[field], reading.Previous[field]) : null;

    private RecordPair<SchedStat>? SchedStats(string property)
    {
        RecordPair<SchedStat>? reading = (_read & ProcessDataSets.Scheduler) != 0 ? _details?.SchedStat : _readings.Scheduling;
        if (reading is null) _ = IsRead(ProcessDataSets.Scheduler, property);
        return reading is { IsKnown: true, Current.IsAccounted: true } ? reading : null;
    }

    private static TimeSpan? Nanoseconds(long? count) => count is long time ? new TimeSpan(time / TimeSpan.NanosecondsPerTick) : null;
}
