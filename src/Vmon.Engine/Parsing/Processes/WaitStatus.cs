namespace Vmon.Parsing.Processes;

/// <summary>Exit status of a process: the number that wait(2) returns, and that stat contains for a zombie.</summary>
/// <param name="Value">The number.</param>
internal readonly record struct WaitStatus(int Value)
{
    private const int SignalBits = 0x7f;
    private const int CoreBit = 0x80;
    private const int MostSignals = 64;

    // bits 0-6: signal    bit 7: core dumped    bits 8-15: exit code

    /// <summary>Null if a signal terminated it.</summary>
    internal int? ExitCode => IsBySignal ? null : (Value >> 8) & 0xff;

    /// <summary>Signal that terminated it. Null if it exited by itself.</summary>
    internal Signals? ExitSignal => IsBySignal && Signal <= MostSignals ? (Signals)(1UL << (Signal - 1)) : null;

    /// <summary>Whether it left a core dump. Null if it exited by itself.</summary>
    internal bool? HasDumpedCore => IsBySignal ? (Value & CoreBit) != 0 : null;

    private bool IsBySignal => Signal != 0;

    private int Signal => Value & SignalBits;
}
