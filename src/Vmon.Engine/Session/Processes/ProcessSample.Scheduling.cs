using Vmon.Parsing;

namespace Vmon;

// How it is scheduled, and which groups it belongs to: /proc/PID/stat, and wchan where wanted.
public sealed partial class ProcessSample
{
    /// <summary>Number of its threads (num_threads).</summary>
    public int? ThreadCount => Known(StatField.ThreadCount, _stat.Current.ThreadCount);

    /// <summary>The kernel's priority: 20 + nice for ordinary processes, negative for real-time ones.</summary>
    public int? Priority => Known(StatField.Priority, _stat.Current.Priority);

    /// <summary>Niceness, from -20 (most favoured) to 19.</summary>
    public int? Nice => Known(StatField.Nice, _stat.Current.Nice);

    /// <summary>Real-time priority, 1 to 99; 0 for a process that is not real-time.</summary>
    public int? RealTimePriority => Known(StatField.RealTimePriority, _stat.Current.RealTimePriority);

    /// <summary>The scheduling policy (policy); a number for one that this version does not know.</summary>
    public SchedulingPolicy? SchedulingPolicy => (SchedulingPolicy?)Known(StatField.Policy, _stat.Current.Policy);

    /// <summary>The CPU that it last ran on.</summary>
    public int? Processor => Known(StatField.Processor, _stat.Current.Processor);

    /// <summary>Process group.</summary>
    public int? ProcessGroupId => Known(StatField.ProcessGroup, _stat.Current.ProcessGroup);

    /// <summary>Session: the pid of its leader.</summary>
    public int? SessionId => Known(StatField.SessionId, _stat.Current.SessionId);

    /// <summary>Controlling terminal, such as pts/3, by the kernel's drivers (tty/drivers); major:minor for one of no driver. Null for none.</summary>
    public string? Terminal => TerminalName.Of(_stat.Current.Terminal, _machine.Terminals);

    /// <summary>Process group in the foreground of its terminal; null without a terminal.</summary>
    public int? ForegroundProcessGroupId => _stat.Current.ForegroundGroup > 0 ? Known(StatField.ForegroundGroup, _stat.Current.ForegroundGroup) : null;

    /// <summary>The signal that its parent gets at its end, by number.</summary>
    public int? ExitSignal => Known(StatField.ExitSignal, _stat.Current.ExitSignal);

    /// <summary>The kernel's flags of it (PF_* of sched.h).</summary>
    public long? KernelFlags => Known(StatField.Flags, (long)_stat.Current.Flags);

    /// <summary>
    /// Whether it is a thread of the kernel, without a program. Null where that is not told: without memory, on a kernel that may be older than 2.6.27.
    /// </summary>
    public bool? IsKernelThread => _stat.Current.IsOfKernel;

    /// <summary>The kernel function that it waits in, empty for none; null where not wanted or not readable.</summary>
    public string? WaitChannel =>
        IsRead(ProcessDataSets.WaitChannel, nameof(WaitChannel)) && _details?.WaitChannel is byte[] bytes ? Parsing.WaitChannel.Parse(bytes) : null;
}
