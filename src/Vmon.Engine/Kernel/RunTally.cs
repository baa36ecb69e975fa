namespace Vmon.Kernel;

/// <summary>Sums over the threads of one process in each pass of the task stream, and whether they changed since the previous pass.</summary>
internal struct RunTally
{
    private Sum _now;
    private Sum _then;
    private long _sample;
    private int _last;
    private bool _isPaired;
    private bool _isOnCpu;

    /// <summary>Adds a thread, which stands at a place in the pass that was made in a sample.</summary>
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
