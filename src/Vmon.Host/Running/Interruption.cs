using System.Runtime.InteropServices;

namespace Vmon.Host;

/// <summary>What ends a run from outside: a signal, or a reader of the output that has gone. A second signal ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;
    private int _exitCode;

    internal Interruption() =>
        _signals = [Register(PosixSignal.SIGINT, 2), Register(PosixSignal.SIGTERM, 15), Register(PosixSignal.SIGHUP, 1)];

    /// <summary>Cancelled when the run is to end.</summary>
    internal CancellationToken Token => _source.Token;

    /// <summary>The exit code that goes with the first reason to end; null without one.</summary>
    internal int? Code => _exitCode == 0 ? null : _exitCode;

    /// <summary>Asks the run to end.</summary>
    /// <returns>Whether this is the first to ask.</returns>
    internal bool Request(int exitCode)
    {
        bool isFirst = Interlocked.CompareExchange(ref _exitCode, exitCode, 0) == 0;

        // Not on this thread: stopping waits for the pipeline, which may be what calls.
        if (isFirst) _ = Task.Run(_source.Cancel);
        return isFirst;
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals) signal.Dispose();
    }

    private PosixSignalRegistration Register(PosixSignal signal, int number) =>
        PosixSignalRegistration.Create(signal, context => context.Cancel = Request(ExitCode.Signaled + number));
}
