using System.Runtime.InteropServices;

namespace Vmon.PowerShell.Screen.Terminal;

/// <summary>The mode of the terminal line: raw, so that each key arrives at once and unchanged, and as it was before.</summary>
internal sealed unsafe class TerminalMode
{
    private readonly byte[] _before = new byte[TerminalCalls.ModeSize];

    private TerminalMode()
    {
    }

    /// <summary>Saves the mode. Null if the descriptor is no terminal.</summary>
    internal static TerminalMode? Save()
    {
        TerminalMode mode = new();
        fixed (byte* before = mode._before)
            return TerminalCalls.GetMode(TerminalCalls.Input, before) == 0 ? mode : null;
    }

    /// <summary>Makes the line raw.</summary>
    internal void MakeRaw()
    {
        byte[] raw = [.. _before];
        fixed (byte* mode = raw)
        {
            TerminalCalls.MakeRaw(mode);
            Set(mode);
        }
    }

    /// <summary>Restores the saved mode.</summary>
    internal void Restore()
    {
        fixed (byte* mode = _before) Set(mode);
    }

    private static void Set(byte* mode)
    {
        while (TerminalCalls.SetMode(TerminalCalls.Input, TerminalCalls.AtOnce, mode) != 0 && Marshal.GetLastPInvokeError() == TerminalCalls.Interrupted)
        {
        }
    }
}
