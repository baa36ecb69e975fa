using System.Runtime.CompilerServices;

namespace Vmon.Kernel;

/// <summary>The threads of one process, or one thread, in each pass over the tasks.</summary>
internal struct TaskTally
{
    private Sum _now;
    private Sum _then;
    private long _sample;
    private long _pending;
    private int _main;
    private TaskSums? _others;
    private bool _isPaired;
    private bool _isOnCpu;
    private bool _wasOnCpu;
    private bool _hasMain;
    private bool _hasEarlier;

    /// <summary>Adds a thread of the pass of a sample.</summary>
    /// <param name="run">The thread.</param>
    /// <param name="record">Its record.</param>
    /// <param name="isMain">Whether the other threads are added to it.</param>
    /// <param name="pending">Nanoseconds to add to its run time.</param>
    /// <param name="sample">Number of the sample.</param>
    internal void Add(in TaskRun run, in TaskRecord record, bool isMain, long pending, long sample)
    {
        if (_sample != sample)
        {
            _then = _now;
            _isPaired = _sample == sample - 1;
            _wasOnCpu = _isOnCpu;
            _now = default;
            _pending = 0;
            _sample = sample;
            _isOnCpu = _hasMain = _hasEarlier = false;
            _others?.Clear();
        }

        _isOnCpu |= record[TaskField.OnCpu] != 0;
        _now.Threads++;
        _now.RunTime += record[TaskField.RunTime];
        _now.Slices += record[TaskField.Slices];
        _pending += pending;
        if (isMain)
        {
            _main = run.Place;
            _hasMain = true;
        }
        else
        {
            _hasEarlier |= !_hasMain;
            _others ??= new TaskSums();
            _others.Add(record);
        }
    }

    /// <summary>
    /// True also if unknown: the thread is missing from the pass of this or of the previous sample. One that was on a CPU in the previous pass has run after that, and the kernel may account no
    /// time for it: time that a hypervisor took is left out.
    /// </summary>
    internal readonly bool HasRun(long sample) =>
        _isOnCpu || _wasOnCpu || !_isPaired || _sample != sample
        || _now.Slices != _then.Slices || _now.RunTime != _then.RunTime || _now.Threads != _then.Threads;

    /// <summary>Gets the place of the main thread in the pass of a sample. False if it is missing, or a thread may have exited between two records of the pass.</summary>
    internal readonly bool TryGetMain(long sample, out int place)
    {
        place = _main;
        return _sample == sample && _hasMain && !_hasEarlier;
    }

    /// <summary>Number of threads in the last pass.</summary>
    internal readonly int Threads => _now.Threads;

    /// <summary>Nanoseconds that its threads on a CPU have run since their last tick.</summary>
    internal readonly long Pending => _pending;

    /// <summary>Sum of a counter over the other threads in the last pass.</summary>
    internal readonly long Others(TaskField counter) => _now.Threads > 1 && _others is not null ? _others[counter] : 0; // null if the pass has a process twice

    private struct Sum
    {
        internal long RunTime;
        internal long Slices;
        internal int Threads;
    }
}

/// <summary>Sums of the counters of threads.</summary>
internal sealed class TaskSums
{
    private const TaskField First = TaskField.RunTime;
    private const int Count = TaskField.CancelledWriteBytes - First + 1;

    private Sums _sums;

    internal long this[TaskField counter] => _sums[counter - First];

    internal void Add(in TaskRecord thread)
    {
        for (int i = 0; i < Count; i++) _sums[i] += thread[First + i];
    }

    internal void Clear() => _sums = default;

    [InlineArray(Count)]
    private struct Sums
    {
        private long _first;
    }
}
