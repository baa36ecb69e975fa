using BenchmarkDotNet.Attributes;
using Vmon.Kernel;

namespace Vmon.Bench;

/// <summary>One pass over all threads of the machine, which include the given number of sleeping processes, and the opening of the stream.</summary>
[MemoryDiagnoser]
public class TaskPass
{
    private ProcessLoad _load = null!;
    private TaskIterator _iterator = null!;
    private TaskStream _stream = null!;

    [Params(1000, 10_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Start()
    {
        _load = new ProcessLoad("sleeping", Count);
        _iterator = TaskIterator.TryOpen() ?? throw new InvalidOperationException("Cannot open the task stream: permission denied.");
        _stream = new TaskStream(_iterator);
    }

    [Benchmark]
    public int Pass() => _stream.TryRead(isWhole: false, round: 0, out ReadOnlySpan<TaskRun> tasks) ? tasks.Length : 0;

    [Benchmark]
    public int WholePass() => _stream.TryRead(isWhole: true, round: 0, out ReadOnlySpan<TaskRun> tasks) ? tasks.Length : 0;

    [Benchmark]
    public void Open()
    {
        _iterator.Dispose();
        _iterator = TaskIterator.TryOpen()!;
    }

    [GlobalCleanup]
    public void Stop()
    {
        _iterator.Dispose();
        _load.Dispose();
    }
}
