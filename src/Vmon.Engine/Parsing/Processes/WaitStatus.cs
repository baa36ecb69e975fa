namespace Vmon.Parsing.Processes;

/// <summary>Exit status of a process: the number that wait(2) returns, and that stat contains for a zombie.</summary>
/// <param name="Value">The number.</param>
internal readonly record struct WaitStatus(int Value)
{
    private const int SignalBits = 0x7f;
    private const int CoreBit = 0x80;

    // bits 0-6: signal    bit 7: core dumped    bits 8-15: exit code

    /// <summary>Null if a signal terminated it.</summary>
    internal int? ExitCode => TerminationSignal is null ? (Value >> 8) & 0xff : null;

    /// <summary>Null if it exited by itself.</summary>
    internal int? TerminationSignal => (Value & SignalBits) is var signal and not 0 ? signal : null;

    internal bool HasDumpedCore => (Value & CoreBit) != 0;
}
