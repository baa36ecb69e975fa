using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

// /proc/PID/status
public partial class ProcessSample
{
    /// <summary>Signals pending for the main thread (SigPnd).</summary>
    [Field(StatusField.SigPnd, Group = "Signals")]
    public Signals? SignalsPending => (Signals?)Status(StatusField.SigPnd);

    /// <summary>Signals pending for the process as a whole (ShdPnd).</summary>
    [Field(StatusField.ShdPnd, Group = "Signals")]
    public Signals? SharedSignalsPending => (Signals?)Status(StatusField.ShdPnd);

    /// <summary>Signals that the main thread blocks (SigBlk).</summary>
    [Field(StatusField.SigBlk, Group = "Signals")]
    public Signals? SignalsBlocked => (Signals?)Status(StatusField.SigBlk);

    /// <summary>Ignored signals (SigIgn).</summary>
    [Field(StatusField.SigIgn, Group = "Signals")]
    public Signals? SignalsIgnored => (Signals?)Status(StatusField.SigIgn);

    /// <summary>Signals that have a handler (SigCgt).</summary>
    [Field(StatusField.SigCgt, Group = "Signals")]
    public Signals? SignalsCaught => (Signals?)Status(StatusField.SigCgt);

    /// <summary>Signals queued for the real user of the process, over all of the user's processes (first number of SigQ).</summary>
    [Field(StatusField.SigQ, Unit = "count", Group = "Signals")]
    public long? SignalsQueued => Status(StatusField.SigQ);

    /// <summary>Limit of queued signals for the real user (second number of SigQ, RLIMIT_SIGPENDING).</summary>
    [Field(StatusField.SigQ_limit, Unit = "count", Group = "Signals")]
    public long? SignalsQueueLimit => Status(StatusField.SigQ_limit);
}
