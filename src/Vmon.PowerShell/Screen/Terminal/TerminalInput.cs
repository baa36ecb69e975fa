using System.Runtime.InteropServices;
using Vmon.PowerShell.Screen.Input;

namespace Vmon.PowerShell.Screen.Terminal;

/// <summary>Waits for keys, and for a wake-up.</summary>
internal sealed unsafe class TerminalInput(WakeUp wake)
{
    // As htop. Longer than the pieces of a sequence are apart, also over SSH, and shorter than a user notices.
    private const int SequenceMilliseconds = 25;

    private readonly KeyDecoder _decoder = new();
    private readonly byte[] _buffer = new byte[1024];

    /// <summary>Whether the terminal hung up.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>Waits until a key was pressed, it is woken, or the time has passed, and adds the keys.</summary>
    internal void Wait(TimeSpan? time, List<Key> keys)
    {
        int milliseconds = time is { } left ? (int)Math.Clamp(Math.Ceiling(left.TotalMilliseconds), 0, int.MaxValue) : -1;
        bool isSequence = _decoder.IsPending;
        if (isSequence && (milliseconds < 0 || milliseconds > SequenceMilliseconds)) milliseconds = SequenceMilliseconds;
        PolledDescriptor* polled = stackalloc PolledDescriptor[2];
        polled[0] = new PolledDescriptor { Descriptor = TerminalCalls.Input, Events = TerminalCalls.PollIn };
        polled[1] = new PolledDescriptor { Descriptor = wake.Descriptor, Events = TerminalCalls.PollIn };
        int ready = TerminalCalls.Poll(polled, 2, milliseconds);
        if (ready > 0 && polled[1].Returned != 0) wake.Reset();
        bool isRead = ready > 0 && polled[0].Returned != 0;
        if (isRead) Read();
        while (_decoder.TryTake(out Key key, isLast: isSequence && ready == 0)) keys.Add(key);
    }

    private void Read()
    {
        fixed (byte* buffer = _buffer)
        {
            nint count = TerminalCalls.Read(TerminalCalls.Input, buffer, _buffer.Length);
            if (count > 0) _decoder.Add(_buffer.AsSpan(0, (int)count));
            else if (count == 0 || Marshal.GetLastPInvokeError() is not (TerminalCalls.Interrupted or TerminalCalls.TryAgain)) IsClosed = true;
        }
    }
}
