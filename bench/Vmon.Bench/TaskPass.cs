using BenchmarkDotNet.Attributes;
using Vmon.Kernel;

namespace Vmon.Bench;

/// <summary>One pass over all threads of the machine, so many sleeping processes among them; and what opening the stream costs.</summary>
[MemoryDiagnoser]
public class TaskPass
{
    private ProcessLoad _load = null!;
    private TaskStream _stream = null!;

    [Params(1000, 10_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Start()
    {
        _load = new ProcessLoad("sleeping", Count);
        _stream = TaskStream.TryOpen() ?? throw new InvalidOperationException("The task stream is not permitted here.");
    }

    [Benchmark]
    public int Pass() => _stream.TryRead(out ReadOnlySpan<TaskRun> tasks) ? tasks.Length : 0;

    [Benchmark]
    public void Open()
    {
        _stream.Dispose();
        _stream = TaskStream.TryOpen()!;
    }

    [GlobalCleanup]
    public void Stop()
    {
        _stream.Dispose();
        _load.Dispose();
    }
}
