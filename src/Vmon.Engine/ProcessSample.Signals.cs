using Vmon.Parsing.Processes;

namespace Vmon;

// /proc/PID/status
public partial class ProcessSample
{
    /// <summary>Signals pending for the main thread (SigPnd).</summary>
    public Signals? SignalsPending => (Signals?)Status(StatusField.SigPnd);

    /// <summary>Signals pending for the process as a whole (ShdPnd).</summary>
    public Signals? SharedSignalsPending => (Signals?)Status(StatusField.ShdPnd);

    /// <summary>Signals that the main thread blocks (SigBlk).</summary>
    public Signals? SignalsBlocked => (Signals?)Status(StatusField.SigBlk);

    /// <summary>Ignored signals (SigIgn).</summary>
    public Signals? SignalsIgnored => (Signals?)Status(StatusField.SigIgn);

    /// <summary>Signals that have a handler (SigCgt).</summary>
    public Signals? SignalsCaught => (Signals?)Status(StatusField.SigCgt);

    /// <summary>Signals queued for the real user of the process, over all of the user's processes (first number of SigQ).</summary>
    public long? SignalsQueued => Status(StatusField.SigQ);

    /// <summary>Limit of queued signals for the real user (second number of SigQ, RLIMIT_SIGPENDING).</summary>
    public long? SignalsQueueLimit => Status(StatusField.SigQ_limit);
}
