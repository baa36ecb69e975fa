using System.Diagnostics;
using BenchmarkDotNet.Attributes;

namespace Vmon.Bench;

/// <summary>One sample of one sleeping process, the least that a sample costs, by data sets.</summary>
[MemoryDiagnoser]
public class OneProcess
{
    private Process _process = null!;
    private VmonSession _session = null!;
    private ProcessWatch _watch = null!;

    [Params(ProcessDataSets.None, ProcessDataSets.Memory, ProcessDataSets.Memory | ProcessDataSets.IO, ProcessDataSets.Default)]
    public ProcessDataSets DataSets { get; set; }

    [GlobalSetup]
    public void Start()
    {
        _process = Process.Start("sleep", "infinity");
        _session = new VmonSession(new SessionOptions { DataSets = DataSets });
        _watch = _session.Watch(new ProcessSelection { Targets = [_session.Find(_process.Id)!.Value] });
        _watch.Sample();
    }

    [Benchmark]
    public void Sample() => _watch.Sample();

    [GlobalCleanup]
    public void Stop()
    {
        _session.Dispose();
        _process.Kill();
        _process.Dispose();
    }
}
