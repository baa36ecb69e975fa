using System.Runtime.InteropServices;

namespace Vmon.PowerShell.Screen.Terminal;

/// <summary>
/// The terminal while a view has it: raw, on its alternate screen. It is given back by Dispose, and before a signal ends or stops this process. The cursor stays visible and no other mode is set
/// unless the user turns the mouse on, so that after a SIGKILL only the mode of the line and the alternate screen are left.
/// </summary>
internal sealed unsafe class TerminalScreen : IDisposable
{
    private static readonly TimeSpan WriteTime = TimeSpan.FromSeconds(1);

    private readonly TerminalMode _mode;
    private readonly Action _changed;
    private readonly Lock _gate = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private volatile bool _isLost;
    private bool _isUnknown;
    private bool _isTaken;
    private bool _isClosed;
    private bool _hasMouse;

    private TerminalScreen(TerminalMode mode, Action changed)
    {
        _mode = mode;
        _changed = changed;
    }

    /// <summary>Whether the terminal hung up, or a signal ends this process.</summary>
    internal bool IsLost { get => _isLost; private set => _isLost = value; }

    /// <summary>Whether what it shows is unknown, since it was asked last.</summary>
    internal bool TakeIsUnknown()
    {
        lock (_gate)
        {
            bool isUnknown = _isUnknown;
            _isUnknown = false;
            return isUnknown;
        }
    }

    internal static (int Width, int Height) Size => TerminalCalls.SizeOf(TerminalCalls.Output);

    /// <summary>Whether standard input and output are a terminal.</summary>
    internal static bool IsTerminal => TerminalCalls.IsTerminal(TerminalCalls.Input) == 1 && TerminalCalls.IsTerminal(TerminalCalls.Output) == 1;

    /// <summary>Takes the terminal.</summary>
    /// <param name="changed">Called on any thread when the size changed, or the terminal is to be drawn again.</param>
    internal static TerminalScreen? Take(Action changed)
    {
        if (TerminalMode.Save() is not { } mode) return null;
        TerminalScreen screen = new(mode, changed);
        try
        {
#pragma warning disable CA1416 // The module is for Linux.
            screen.Register(PosixSignal.SIGWINCH, screen.OnResize);
            screen.Register(PosixSignal.SIGTERM, screen.OnEnd);
            screen.Register(PosixSignal.SIGHUP, screen.OnEnd);
            screen.Register(PosixSignal.SIGQUIT, screen.OnEnd);
            screen.Register(PosixSignal.SIGTSTP, screen.OnStop);
            screen.Register(PosixSignal.SIGCONT, screen.OnContinue);
#pragma warning restore CA1416
            AppDomain.CurrentDomain.ProcessExit += screen.OnExit;
            screen.Enter();
            return screen;
        }
        catch
        {
            screen.Dispose();
            throw;
        }
    }

    /// <summary>Writes to the terminal. Nothing if it was given back.</summary>
    internal void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
            if (_isTaken && !TryWrite(bytes)) IsLost = true;
    }

    /// <summary>Turns reports of the mouse on or off.</summary>
    internal void UseMouse(bool isOn)
    {
        lock (_gate)
        {
            if (!_isTaken || _hasMouse == isOn) return;
            _hasMouse = isOn;
            _ = TryWrite(isOn ? "\e[?1000h\e[?1006h"u8 : "\e[?1006l\e[?1000l"u8);
        }
    }

    /// <summary>Gives the terminal back.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        foreach (PosixSignalRegistration signal in _signals) signal.Dispose();
        lock (_gate)
        {
            Leave();
            _isClosed = true;
        }
    }

    private void Register(PosixSignal signal, Action<PosixSignalContext> handler) => _signals.Add(PosixSignalRegistration.Create(signal, handler));

    private void OnResize(PosixSignalContext context) => _changed();

    // The default action, which ends this process, follows.
    private void OnEnd(PosixSignalContext context)
    {
        End();
        _changed();
    }

    private void OnExit(object? sender, EventArgs arguments) => End();

    // The other thread can be writing to a terminal that does not read. Then at least the mode is restored.
    private void End()
    {
        IsLost = true;
        if (!_gate.TryEnter(WriteTime))
        {
            _mode.Restore();
            return;
        }

        try
        {
            Leave();
            _isClosed = true;
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void OnStop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!JobControl.HasShell) return;
        lock (_gate) Leave();
        JobControl.Stop();
    }

    // The runtime would set the mode of its console afterwards.
    private void OnContinue(PosixSignalContext context)
    {
        context.Cancel = true;
        Enter();
        _changed();
    }

    private void Enter()
    {
        lock (_gate)
        {
            if (_isClosed || _isTaken) return;
            _isTaken = true;
            _isUnknown = true;
            _mode.MakeRaw();
            _ = TryWrite("\e[?1049h\e[m\e[H\e[2J"u8);
            if (_hasMouse) _ = TryWrite("\e[?1000h\e[?1006h"u8);
        }
    }

    // A terminal without an alternate screen, as the Linux console, is left with a prompt below the view.
    private void Leave()
    {
        if (!_isTaken) return;
        _isTaken = false;
        if (_hasMouse) _ = TryWrite("\e[?1006l\e[?1000l"u8);
        _ = TryWrite("\e[m\e[999;1H\r\n\e[?1049l"u8);
        _mode.Restore();
    }

    private static bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            for (nint written = 0; written < bytes.Length;)
            {
                nint count = TerminalCalls.Write(TerminalCalls.Output, first + written, bytes.Length - written);
                if (count >= 0) written += count;
                else if (Marshal.GetLastPInvokeError() == TerminalCalls.TryAgain) AwaitOutput();
                else if (Marshal.GetLastPInvokeError() != TerminalCalls.Interrupted) return false;
            }
        }

        return true;
    }

    private static void AwaitOutput()
    {
        PolledDescriptor output = new() { Descriptor = TerminalCalls.Output, Events = TerminalCalls.PollOut };
        _ = TerminalCalls.Poll(&output, 1, -1);
    }
}
