using Vmon.Parsing;

namespace Vmon.Sampling;

/// <summary>What the threads of one process have done, added up in each pass of the task stream, and whether that moved since the pass before.</summary>
internal struct RunTally
{
    private Sum _now;
    private Sum _then;
    private ProcIo _io;
    private bool _isOnCpu;

    /// <summary>Adds a thread to the sum of the pass that was made in a sample.</summary>
    internal void Add(in TaskRun task, long sample)
    {
        if (_now.Sample != sample)
        {
            _then = _now;
            _now = new Sum { Sample = sample };
            _io = default;
            _isOnCpu = false;
        }

        _isOnCpu |= task.OnCpu != 0;
        _now.Threads++;
        _now.RunTime += task.RunTime;
        _now.Slices += task.Slices;
        _io.Add(task.Io);
    }

    /// <summary>True also where nobody can tell: when one of the last two passes did not have it.</summary>
    internal readonly bool HasRun(long sample) =>
        _isOnCpu || _now.Sample != sample || _then.Sample != sample - 1
        || _now.Slices != _then.Slices || _now.RunTime != _then.RunTime || _now.Threads != _then.Threads;

    /// <summary>
    /// The counters of io of a process with one thread. Those of several are not of one moment in the pass: what a thread did that ends
    /// meanwhile would be told nowhere.
    /// </summary>
    internal readonly bool TryGetIo(long sample, out ProcIo io)
    {
        io = _io;
        return _now.Sample == sample && _now.Threads == 1;
    }

    private struct Sum
    {
        internal long Sample;
        internal long RunTime;
        internal long Slices;
        internal int Threads;
    }
}
