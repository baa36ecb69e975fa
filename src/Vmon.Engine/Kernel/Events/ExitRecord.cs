using Vmon.Parsing.Processes;

namespace Vmon.Kernel.Events;

/// <summary>
/// All threads of a process exited. Its counters lack what the last thread used after the record was written, until the exit is final.
/// </summary>
internal sealed class ExitRecord : ProcessRecord
{
    private readonly Known _atExit = new(default, IsFinal: false, IsExact: false);
    private Known? _later;

    /// <summary>The exit code, or the signal. Null if unknown.</summary>
    internal WaitStatus? Status { get; init; }

    /// <summary>The counters that are known. The others are zero.</summary>
    internal EventFields Fields { get; init; }

    /// <summary>Largest resident memory in bytes. Null if unknown.</summary>
    internal long? PeakMemory { get; init; }

    /// <summary>Its counters: until it is final, as they were at the exit.</summary>
    internal ProcessUsage Usage
    {
        get => Latest.Usage;
        init => _atExit = new Known(value, IsFinal: false, IsExact: false);
    }

    /// <summary>Whether the counters do not change any more: the kernel forgot the process, or its zombie was read, or neither was in time.</summary>
    internal bool IsFinal => Latest.IsFinal;

    /// <summary>Whether the CPU is exact. False before it is final, and if neither was in time.</summary>
    internal bool IsExact => Latest.IsExact;

    internal override int Size => base.Size + 400;

    private Known Latest => Volatile.Read(ref _later) ?? _atExit;

    internal void Update(in ProcessUsage usage) => Volatile.Write(ref _later, new Known(usage, IsFinal: false, IsExact: false));

    internal void Complete(in ProcessUsage usage, bool isExact) => Volatile.Write(ref _later, new Known(usage, IsFinal: true, isExact));

    private sealed record Known(ProcessUsage Usage, bool IsFinal, bool IsExact);
}
