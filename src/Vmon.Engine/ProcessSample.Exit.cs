using Vmon.Fields;
using Vmon.Kernel.Events;
using Vmon.Model;
using Vmon.Parsing.Processes;

namespace Vmon;

// How the process exited: from its exit event, its pidfd, or stat of its zombie. In stat the kernel writes zero for a reader without permission to trace
// the process, which io requires as well: a zero is known only if io could be read.
public partial class ProcessSample
{
    /// <summary>
    /// Exit code of a process that exited, or of a zombie. Null if a signal terminated it, for a running process, and if unknown: without process events, an exited
    /// process needs a pidfd and Linux 6.15, and a zombie with the code 0 a readable io.
    /// </summary>
    [Field("event", StatField.exit_code, "io", "pidfd", Group = "Identity and lifecycle", Sets = "PSLifecycle")]
    public int? ExitCode => WaitStatus?.ExitCode;

    /// <summary>
    /// Signal that terminated the process. Null if it exited by itself, for a running process, and if unknown, as <see cref="ExitCode"/>.
    /// </summary>
    [Field("event", StatField.exit_code, "io", "pidfd", Group = "Identity and lifecycle", Sets = "PSLifecycle")]
    public Signals? ExitSignal => WaitStatus?.ExitSignal;

    /// <summary>Whether the process left a core dump. Null in the same cases as <see cref="ExitSignal"/>.</summary>
    [Field("event", StatField.exit_code, "io", "pidfd", Group = "Identity and lifecycle")]
    public bool? HasDumpedCore => WaitStatus?.HasDumpedCore;

    /// <summary>When the process exited, local. Null for a running process, and without process events.</summary>
    [Field("event", Group = "Identity and lifecycle")]
    public DateTimeOffset? ExitTime => _exit?.Time is { } time ? _machine.ToLocal(time) : null;

    /// <summary>
    /// Creates a copy of the last sample of a process that has exited since. Its totals are final if an event has them. It has no interval, and no values of one.
    /// </summary>
    internal ProcessSample Exited(ProcessExit exit, ExitRecord? final)
    {
        ProcessSample copy = (ProcessSample)MemberwiseClone();
        copy.HasExited = true;
        copy._exit = new ProcessExit(exit.Status ?? WaitStatus, exit.Time ?? _exit?.Time);
        if (HasExited) return copy;
        copy.Interval = null;
        copy._readings = _readings.AtExit(final);
        copy._details = _details?.Frozen(final?.Traffic);
        return copy;
    }

    private WaitStatus? WaitStatus
    {
        get
        {
            if (_exit?.Status is { } known) return known;
            ref readonly ProcStat stat = ref _readings.Stat.Current;
            bool hasExited = stat.State is ProcessState.Zombie or ProcessState.Dead && !stat.HasMainThreadExited;
            bool isTold = stat.Has(StatField.exit_code) && (stat.ExitCode != 0 || _readings.Io.IsKnown);
            return hasExited && isTold ? new WaitStatus(stat.ExitCode) : null;
        }
    }
}
