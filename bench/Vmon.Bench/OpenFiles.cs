using System.Diagnostics;
using BenchmarkDotNet.Attributes;

namespace Vmon.Bench;

/// <summary>One sample of the open files of one process, from a pass of the kernel and from /proc.</summary>
[MemoryDiagnoser]
public class OpenFiles
{
    private const string Script =
        """
        import os, resource, sys
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]; resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        held = [os.open('/etc/passwd', os.O_RDONLY) for _ in range(int(sys.argv[1]) - 3)]; print('ready', flush=True); sys.stdin.read()
        """;

    private Process _process = null!;
    private VmonSession _session = null!;
    private ProcessWatch _watch = null!;

    [Params(100, 10_000)]
    public int Descriptors { get; set; }

    [Params(true, false)]
    public bool UseTaskStream { get; set; }

    [GlobalSetup]
    public void Start()
    {
        _process = Process.Start(new ProcessStartInfo("python3", ["-c", Script, $"{Descriptors}"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _ = _process.StandardOutput.ReadLine();
        _session = new VmonSession(new SessionOptions { DataSets = ProcessDataSets.Files, Exact = true, UseEvents = false, UseTaskStream = UseTaskStream });
        _watch = _session.Watch(new ProcessSelection { Targets = [_session.Find(_process.Id)!.Value] });
        for (int read = 0; read < 20_000; read += Descriptors) _watch.Sample(); // the program is loaded when many were read
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
