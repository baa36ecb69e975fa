using BenchmarkDotNet.Attributes;

namespace Vmon.Bench;

/// <summary>One sample of a root and its sleeping children, found in the children files. Creates no objects.</summary>
[MemoryDiagnoser]
public class SleepingProcesses
{
    private ProcessLoad _load = null!;
    private VmonSession _session = null!;
    private ProcessWatch _watch = null!;

    [Params(100, 1000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Start()
    {
        _load = new ProcessLoad("sleeping", Count);
        _session = new VmonSession(new SessionOptions { DataSets = ProcessDataSets.Memory | ProcessDataSets.IO });
        _watch = _session.Watch(new ProcessSelection { Targets = [_session.Find(_load.RootId)!.Value], FollowChildren = true });
        _watch.Sample();
    }

    [Benchmark]
    public void Sample() => _watch.Sample();

    [GlobalCleanup]
    public void Stop()
    {
        _session.Dispose();
        _load.Dispose();
    }
}
