namespace Vmon.PowerShell.Screen.Terminal;

/// <summary>Wakes the thread that waits for keys, from another thread.</summary>
internal sealed unsafe class WakeUp : IDisposable
{
    private readonly Lock _gate = new();
    private int _descriptor = TerminalCalls.CreateEvent(0, TerminalCalls.CloseOnExec | TerminalCalls.NonBlocking);

    internal int Descriptor => _descriptor;

    internal void Set()
    {
        ulong one = 1;
        lock (_gate)
            if (_descriptor >= 0) _ = TerminalCalls.Write(_descriptor, (byte*)&one, sizeof(ulong));
    }

    /// <summary>Forgets that it was set.</summary>
    internal void Reset()
    {
        ulong count;
        _ = TerminalCalls.Read(_descriptor, (byte*)&count, sizeof(ulong));
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_descriptor >= 0) _ = TerminalCalls.Close(_descriptor);
            _descriptor = -1;
        }
    }
}
