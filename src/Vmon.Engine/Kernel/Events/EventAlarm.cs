using Vmon.Native;

namespace Vmon.Kernel.Events;

/// <summary>What the thread that reads events waits for: that the ring fills, a time, or the end.</summary>
internal sealed unsafe class EventAlarm
{
    private const int None = -1; // poll(2) ignores it

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();

    // None without descriptors: then the end is noticed after the interval.
    private readonly int _end = Libc.EventFd(0, Libc.EventCloseOnExec);
    private bool _hasEnded;

    /// <summary>Waits.</summary>
    /// <param name="ring">What becomes readable when it fills. Null if nothing tells, or if there is something in it: then it is read after an interval.</param>
    /// <returns>False after the end.</returns>
    internal bool Wait(int? ring)
    {
        if (HasEnded()) return false;
        PollDescriptor* polled = stackalloc PollDescriptor[2];
        polled[0] = new PollDescriptor { Descriptor = _end, Events = Libc.PollIn };
        polled[1] = new PollDescriptor { Descriptor = ring ?? None, Events = Libc.PollIn };
        _ = Libc.Poll(polled, 2, (int)(ring is null || _end < 0 ? Interval : Longest).TotalMilliseconds);
        return !HasEnded();
    }

    /// <summary>Ends the wait, and all later ones. A wait that begins at the same moment may last for its time.</summary>
    internal void End()
    {
        ulong one = 1;
        lock (_gate)
        {
            if (_hasEnded) return;
            _hasEnded = true;
            if (_end < 0) return;
            _ = Libc.Write(_end, &one, sizeof(ulong));
            _ = Libc.Close(_end); // a wait keeps it until it has returned
        }
    }

    private bool HasEnded()
    {
        lock (_gate) return _hasEnded;
    }
}
