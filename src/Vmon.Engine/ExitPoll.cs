using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon;

/// <summary>Waits for the exit of any of many processes in one call, with a timeout and cancellation.</summary>
internal sealed unsafe class ExitPoll(DescriptorBudget budget) : IDisposable
{
    private readonly List<HeldProcess> _held = [];
    private PollDescriptor[] _polled = new PollDescriptor[16];
    private int _wake = Libc.EventFd(0, Libc.EventCloseOnExec);

    /// <summary>Closes its own descriptor, not those of the held processes.</summary>
    ~ExitPoll() => Close();

    /// <summary>Holds the process, within the budget.</summary>
    /// <returns>Result of holding it. Ok also if the budget is spent, so that it is not held.</returns>
    internal HoldStatus Add(VmonSession session, ProcessIdentity process)
    {
        HoldStatus status = session.Hold(process, out HeldProcess? held);
        if (held is null) return status;
        if (held.TryCharge(budget)) _held.Add(held);
        else held.Dispose();
        return status;
    }

    /// <summary>No longer waits for it.</summary>
    internal void Remove(ProcessIdentity process)
    {
        int index = _held.FindIndex(held => held.Identity == process);
        if (index >= 0) RemoveAt(index);
    }

    /// <summary>Whether the process is held, and has not been returned.</summary>
    internal bool IsHeld(ProcessIdentity process) => _held.Exists(held => held.Identity == process);

    /// <summary>Returns the processes that exited, to be disposed. They are no longer waited for.</summary>
    internal IReadOnlyList<HeldProcess> Wait(TimeSpan longest, CancellationToken cancellation)
    {
        if (_polled.Length <= _held.Count) Array.Resize(ref _polled, 2 * (_held.Count + 1));
        _polled[0] = new PollDescriptor { Descriptor = _wake, Events = Libc.PollIn };
        for (int index = 0; index < _held.Count; index++)
            _polled[index + 1] = new PollDescriptor { Descriptor = _held[index].Descriptor, Events = Libc.PollIn };

        int ready;
        using (cancellation.UnsafeRegister(static poll => ((ExitPoll)poll!).Wake(), this))
            fixed (PollDescriptor* polled = _polled)
                ready = Libc.Poll(polled, (nuint)_held.Count + 1, (int)double.Clamp(Math.Ceiling(longest.TotalMilliseconds), 0, int.MaxValue));
        if (ready <= 0) return [];

        List<HeldProcess> exited = [];
        for (int index = _held.Count - 1; index >= 0; index--)
        {
            if (_polled[index + 1].Returned == 0) continue;
            exited.Add(_held[index]);
            Release(index);
        }

        return exited;
    }

    /// <summary>Releases all processes.</summary>
    public void Dispose()
    {
        for (int index = _held.Count - 1; index >= 0; index--) RemoveAt(index);
        Close();
        GC.SuppressFinalize(this);
    }

    private void Wake()
    {
        ulong one = 1;
        _ = Libc.Write(_wake, &one, sizeof(ulong));
    }

    private void RemoveAt(int index)
    {
        _held[index].Dispose();
        Release(index);
    }

    private void Release(int index)
    {
        _held[index] = _held[^1];
        _held.RemoveAt(_held.Count - 1);
    }

    private void Close()
    {
        int wake = Interlocked.Exchange(ref _wake, -1);
        if (wake >= 0) _ = Libc.Close(wake);
    }
}
