using Vmon.Parsing;

namespace Vmon;

// Signals: /proc/PID/status, where wanted.
public partial class ProcessSample
{
    /// <summary>Signals that wait for its main thread (SigPnd).</summary>
    public Signals? SignalsPending => (Signals?)Status(StatusField.SigPnd);

    /// <summary>Signals that wait for any of its threads (ShdPnd).</summary>
    public Signals? SharedSignalsPending => (Signals?)Status(StatusField.ShdPnd);

    /// <summary>Signals that its main thread does not take now (SigBlk).</summary>
    public Signals? SignalsBlocked => (Signals?)Status(StatusField.SigBlk);

    /// <summary>Signals that it ignores (SigIgn).</summary>
    public Signals? SignalsIgnored => (Signals?)Status(StatusField.SigIgn);

    /// <summary>Signals that it handles (SigCgt).</summary>
    public Signals? SignalsCaught => (Signals?)Status(StatusField.SigCgt);

    /// <summary>Signals that are queued for its real user, in all processes (the first number of SigQ).</summary>
    public long? SignalsQueued => Status(StatusField.SigQ);

    /// <summary>How many may be queued for its real user (the second number of SigQ, RLIMIT_SIGPENDING).</summary>
    public long? SignalsQueueLimit => Status(StatusField.SigQ_limit);
}
