using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vmon.Parsing.Processes;

namespace Vmon.Kernel;

/// <summary>Counters of one thread in the task stream, with ids of the initial PID namespace.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TaskRun
{
    /// <summary>Its thread id: that of the process for its main thread.</summary>
    internal int ThreadId { get; init; }

    internal int ProcessId { get; init; }

    /// <summary>Nanoseconds on a CPU, the first number of schedstat; of one that is on a CPU now, as of the last tick.</summary>
    internal long RunTime { get; init; }

    /// <summary>Number of time slices: the third number of schedstat.</summary>
    internal long Slices { get; init; }

    /// <summary>1 while it is on a CPU, so that it ran regardless of its counters.</summary>
    internal int OnCpu { get; init; }

    /// <summary>The process id of its parent; 0 for none.</summary>
    internal int ParentId { get; init; }

    /// <summary>Start time in nanoseconds since boot. Together with the id, it identifies the thread.</summary>
    internal long StartTime { get; init; }

    /// <summary>The io counters of the thread; those of the main thread include exited threads.</summary>
    internal IoCounters Io { get; init; }

    internal bool IsMain => ThreadId == ProcessId;

    /// <summary>The records of one pass. False if the bytes are malformed or out of range.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> bytes, out ReadOnlySpan<TaskRun> tasks)
    {
        tasks = MemoryMarshal.Cast<byte, TaskRun>(bytes);
        bool isWhole = !tasks.IsEmpty && tasks.Length * Unsafe.SizeOf<TaskRun>() == bytes.Length;
        foreach (ref readonly TaskRun task in tasks) isWhole &= task.IsPossible;
        if (!isWhole) tasks = default;
        return isWhole;
    }

    // All numbers are counts, and ids start at 1.
    private bool IsPossible =>
        ThreadId > 0 && ProcessId > 0 && OnCpu >= 0 && ParentId >= 0
        && (RunTime | Slices | StartTime | Io.ReadChars | Io.WriteChars | Io.ReadCalls | Io.WriteCalls | Io.ReadBytes | Io.WriteBytes
            | Io.CancelledWriteBytes) >= 0;

    /// <summary>Whether it has run since <paramref name="then"/>, a former record of the same thread.</summary>
    internal bool HasRunSince(in TaskRun then) => OnCpu != 0 || Slices != then.Slices || RunTime != then.RunTime || StartTime != then.StartTime;
}
