using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vmon.Parsing.Processes;

namespace Vmon.Kernel;

/// <summary>Counters of one thread in the task stream, with ids of the initial PID namespace.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TaskRun
{
    /// <summary>Thread ID. Equals the process ID for the main thread.</summary>
    internal int ThreadId { get; init; }

    internal int ProcessId { get; init; }

    /// <summary>Nanoseconds on a CPU: the first number of schedstat. For a thread that is on a CPU now, as of the last tick.</summary>
    internal long RunTime { get; init; }

    /// <summary>Number of time slices: the third number of schedstat.</summary>
    internal long Slices { get; init; }

    /// <summary>1 while it is on a CPU, so that it ran regardless of its counters.</summary>
    internal int OnCpu { get; init; }

    /// <summary>Process ID of the parent. 0 if there is none.</summary>
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
}

/// <summary>Sums over the threads of one process in each pass of the task stream, and whether they changed since the previous pass.</summary>
internal struct RunTally
{
    private Sum _now;
    private Sum _then;
    private long _sample;
    private int _last;
    private bool _isPaired;
    private bool _isOnCpu;

    /// <summary>Adds a thread of the pass of a sample, by its index in the pass.</summary>
    internal void Add(in TaskRun task, int index, long sample)
    {
        if (_sample != sample)
        {
            _then = _now;
            _isPaired = _sample == sample - 1;
            _now = default;
            _sample = sample;
            _isOnCpu = false;
        }

        _isOnCpu |= task.OnCpu != 0;
        _now.Threads++;
        _now.RunTime += task.RunTime;
        _now.Slices += task.Slices;
        _last = index;
    }

    /// <summary>True also if unknown: the thread is missing from the pass of this or of the previous sample.</summary>
    internal readonly bool HasRun(long sample) =>
        _isOnCpu || !_isPaired || _sample != sample
        || _now.Slices != _then.Slices || _now.RunTime != _then.RunTime || _now.Threads != _then.Threads;

    /// <summary>
    /// Index of the only thread in the pass of that sample; its counters are those of the process. With several threads, the usage of a
    /// thread that exits during the pass would be lost.
    /// </summary>
    internal readonly int? OnlyThread(long sample) => _sample == sample && _now.Threads == 1 ? _last : null;

    private struct Sum
    {
        internal long RunTime;
        internal long Slices;
        internal int Threads;
    }
}
