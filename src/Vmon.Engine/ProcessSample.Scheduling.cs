using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

// /proc/PID/stat, and wchan.
public partial class ProcessSample
{
    /// <summary>Number of threads (num_threads).</summary>
    [Field(StatField.num_threads, Unit = "count", Group = "Scheduling, groups and terminal", Sets = "PSCpu", Metric = "process.thread.count")]
    public int? ThreadCount => Known(StatField.num_threads, _stat.Current.ThreadCount);

    /// <summary>Kernel priority: 20 + nice for ordinary processes, negative for real-time processes.</summary>
    [Field(StatField.priority, Group = "Scheduling, groups and terminal", Sets = "PSScheduling")]
    public int? Priority => Known(StatField.priority, _stat.Current.Priority);

    /// <summary>Nice value, from -20 (highest priority) to 19.</summary>
    [Field(StatField.nice, Group = "Scheduling, groups and terminal", Sets = "PSScheduling")]
    public int? Nice => Known(StatField.nice, _stat.Current.Nice);

    /// <summary>Real-time priority, 1 to 99; 0 for a process that is not real-time.</summary>
    [Field(StatField.rt_priority, Group = "Scheduling, groups and terminal", Sets = "PSScheduling")]
    public int? RealTimePriority => Known(StatField.rt_priority, _stat.Current.RealTimePriority);

    /// <summary>Scheduling policy (policy). A number for a policy that this version does not know.</summary>
    [Field(StatField.policy, Group = "Scheduling, groups and terminal", Sets = "PSScheduling")]
    public SchedulingPolicy? SchedulingPolicy => (SchedulingPolicy?)Known(StatField.policy, _stat.Current.Policy);

    /// <summary>CPU on which the process last ran.</summary>
    [Field(StatField.processor, Group = "Scheduling, groups and terminal", Sets = "PSCpu PSScheduling")]
    public int? Processor => Known(StatField.processor, _stat.Current.Processor);

    /// <summary>Process group identifier.</summary>
    [Field(StatField.pgrp, Group = "Scheduling, groups and terminal")]
    public int? ProcessGroupId => Known(StatField.pgrp, _stat.Current.ProcessGroup);

    /// <summary>Session identifier: the PID of the session leader.</summary>
    [Field(StatField.session, Group = "Scheduling, groups and terminal")]
    public int? SessionId => Known(StatField.session, _stat.Current.SessionId);

    /// <summary>
    /// Controlling terminal, such as pts/3, named by the drivers in /proc/tty/drivers; otherwise its device number as major:minor. Null if
    /// there is none.
    /// </summary>
    [Field(StatField.tty_nr, Group = "Scheduling, groups and terminal")]
    public string? Terminal => TerminalName.Of(_stat.Current.Terminal, _machine.Terminals);

    /// <summary>Foreground process group of the controlling terminal. Null without a terminal.</summary>
    [Field(StatField.tpgid, Group = "Scheduling, groups and terminal")]
    public int? ForegroundProcessGroupId => _stat.Current.ForegroundGroup > 0 ? Known(StatField.tpgid, _stat.Current.ForegroundGroup) : null;

    /// <summary>Number of the signal that the parent receives when the process exits.</summary>
    [Field(StatField.exit_signal, Group = "Scheduling, groups and terminal")]
    public int? ExitSignal => Known(StatField.exit_signal, _stat.Current.ExitSignal);

    /// <summary>Kernel flags of the process (PF_* in sched.h).</summary>
    [Field(StatField.flags, Group = "Scheduling, groups and terminal")]
    public long? KernelFlags => Known(StatField.flags, (long)_stat.Current.Flags);

    /// <summary>
    /// Whether the process is a kernel thread. Null if unknown: the process has no memory, and the kernel may be older than 2.6.27.
    /// </summary>
    [Field(StatField.flags, Group = "Scheduling, groups and terminal")]
    public bool? IsKernelThread => _stat.Current.IsOfKernel;

    /// <summary>Kernel function in which the process waits; empty if it does not wait. Null if not requested or not readable.</summary>
    [Field("wchan", Group = "Scheduling, groups and terminal")]
    public string? WaitChannel =>
        IsRead(ProcessDataSets.WaitChannel, nameof(WaitChannel)) && _details?.WaitChannel is byte[] bytes ? Parsing.Processes.WaitChannel.Parse(bytes) : null;
}
