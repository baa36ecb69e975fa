using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

// exit_code of /proc/PID/stat. The kernel writes zero for a reader without permission to trace the process, which io requires as well: a zero is
// known only if io could be read.
public partial class ProcessSample
{
    /// <summary>Exit code of a zombie. Null if a signal terminated it, for a running process, and for 0 if io could not be read.</summary>
    [Field(StatField.exit_code, "io", Group = "Scheduling, groups and terminal")]
    public int? ExitCode => WaitStatus?.ExitCode;

    /// <summary>
    /// Number of the signal that terminated a zombie. Null if it exited by itself, for a running process, and if the kernel does not report
    /// it.
    /// </summary>
    [Field(StatField.exit_code, "io", Group = "Scheduling, groups and terminal")]
    public int? TerminationSignal => WaitStatus?.TerminationSignal;

    /// <summary>Whether a zombie left a core dump. Null in the same cases as <see cref="TerminationSignal"/>.</summary>
    [Field(StatField.exit_code, "io", Group = "Scheduling, groups and terminal")]
    public bool? HasDumpedCore => WaitStatus is { TerminationSignal: not null } status ? status.HasDumpedCore : null;

    private WaitStatus? WaitStatus
    {
        get
        {
            ref readonly ProcStat stat = ref _stat.Current;
            bool hasExited = stat.State is ProcessState.Zombie or ProcessState.Dead && !stat.HasMainThreadExited;
            bool isTold = stat.Has(StatField.exit_code) && (stat.ExitCode != 0 || _io.IsKnown);
            return hasExited && isTold ? new WaitStatus(stat.ExitCode) : null;
        }
    }
}
