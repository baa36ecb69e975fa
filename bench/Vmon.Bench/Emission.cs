using BenchmarkDotNet.Attributes;

namespace Vmon.Bench;

/// <summary>Creation of one <see cref="ProcessSample"/>: time and bytes.</summary>
[MemoryDiagnoser]
public class Emission
{
    private const int Children = 100;

    private ProcessLoad _load = null!;
    private VmonSession _session = null!;
    private ProcessWatch _watch = null!;

    [GlobalSetup]
    public void Start()
    {
        _load = new ProcessLoad("sleeping", Children);
        _session = new VmonSession(new SessionOptions());
        _watch = _session.Watch(new ProcessSelection { Targets = [_session.Find(_load.RootId)!.Value], FollowChildren = true });
        _watch.Sample();
        _watch.Sample();
    }

    [Benchmark(OperationsPerInvoke = Children + 1)]
    public long Objects()
    {
        long sum = 0;
        foreach (ProcessSample process in _watch.Processes()) sum += process.Id;
        return sum;
    }

    [GlobalCleanup]
    public void Stop()
    {
        _session.Dispose();
        _load.Dispose();
    }
}
