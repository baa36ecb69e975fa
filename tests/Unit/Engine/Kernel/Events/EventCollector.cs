using System.Diagnostics;
using Vmon.Kernel.Events;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Kernel.Events;

/// <summary>Collects the events of this machine in a test, which is skipped if BPF is not permitted.</summary>
internal sealed class EventCollector : IDisposable
{
    private readonly EventHub _hub = new();
    private readonly EventSubscription? _subscription;

    internal EventCollector(bool wantsStarts = false)
    {
        _subscription = _hub.TrySubscribe(wantsStarts);
        Assert.SkipUnless(_subscription?.Source == EventSource.Bpf, "BPF is not permitted.");
    }

    internal List<ProcessRecord> Records { get; } = [];

    internal long Lost => _subscription!.Lost;

    /// <summary>Waits for an event of a process.</summary>
    internal T Wait<T>(int id)
        where T : ProcessRecord
    {
        T? found = null;
        WaitUntil.True(() =>
        {
            Drain();
            return (found = Records.OfType<T>().LastOrDefault(record => record.Id == id)) is not null;
        });
        return found!;
    }

    /// <summary>Waits for the exit of a process, with its final counters.</summary>
    internal ExitRecord WaitForExit(int id)
    {
        ExitRecord exit = Wait<ExitRecord>(id);
        WaitUntil.True(() =>
        {
            Drain();
            return exit.IsFinal;
        });
        return exit;
    }

    internal void Drain() => _subscription!.Drain(Records);

    /// <summary>Runs a program to its end, and returns its exit and its output.</summary>
    internal (ExitRecord Exit, string Output) Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (WaitForExit(process.Id), output);
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _hub.Dispose();
    }
}
