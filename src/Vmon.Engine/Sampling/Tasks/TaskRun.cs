using System.Runtime.InteropServices;
using Vmon.Parsing;

namespace Vmon.Sampling;

/// <summary>What one thread has done so far, as the task stream gives it: ids of the initial pid namespace.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TaskRun
{
    /// <summary>Its thread id: that of the process for its main thread.</summary>
    internal int ThreadId { get; init; }

    internal int ProcessId { get; init; }

    /// <summary>Nanoseconds on a CPU, the first number of schedstat; of one that is on a CPU now, as of the last tick.</summary>
    internal long RunTime { get; init; }

    /// <summary>How often it was given a CPU: the third number of schedstat.</summary>
    internal long Slices { get; init; }

    /// <summary>1 while it is on a CPU, so that it has run whatever the counters say.</summary>
    internal int OnCpu { get; init; }

    /// <summary>The process id of its parent; 0 for none.</summary>
    internal int ParentId { get; init; }

    /// <summary>Nanoseconds from boot to its start: with the id, what no other thread has.</summary>
    internal long StartTime { get; init; }

    /// <summary>The counters of io: of the thread, and of the main one with those of threads that have ended.</summary>
    internal ProcIo Io { get; init; }

    internal bool IsMain => ThreadId == ProcessId;

    /// <summary>Whether it has run since <paramref name="then"/>, a former record of the same thread.</summary>
    internal bool HasRunSince(in TaskRun then) => OnCpu != 0 || Slices != then.Slices || RunTime != then.RunTime || StartTime != then.StartTime;
}
