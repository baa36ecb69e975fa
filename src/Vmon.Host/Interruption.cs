using System.Runtime.InteropServices;

namespace Vmon.Host;

/// <summary>
/// Stops the script on a signal, or when the output has no reader, as Ctrl+C does: its finally blocks run. The exit code is that of a
/// shell. A second signal ends the process at once.
/// </summary>
internal sealed partial class Interruption : IDisposable
{
    private const int Signaled = 128;
    private const int BrokenPipe = 13;
    private const int StandardOutput = 1;

    private static readonly TimeSpan UntilTheConsoleIsOpen = TimeSpan.FromMilliseconds(50);

    private readonly PosixSignalRegistration[] _signals;
    private int _code;

    internal Interruption()
    {
        _signals = [Register(PosixSignal.SIGINT, 2), Register(PosixSignal.SIGTERM, 15), Register(PosixSignal.SIGHUP, 1)];
        if (Console.IsOutputRedirected) new Thread(WatchReader) { IsBackground = true, Name = "Standard output" }.Start();
    }

    /// <summary>Exit code of the first event. Null if none occurred.</summary>
    internal int? Code => _code == 0 ? null : _code;

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals) signal.Dispose();
    }

    private PosixSignalRegistration Register(PosixSignal signal, int number) =>
        PosixSignalRegistration.Create(signal, context => context.Cancel = Stop(Signaled + number));

    private bool Stop(int code)
    {
        bool isFirst = Interlocked.CompareExchange(ref _code, code, 0) == 0;
        if (isFirst) new Thread(CloseConsole) { IsBackground = true }.Start();
        return isFirst;
    }

    private static void CloseConsole()
    {
        while (!ConsoleRunspace.Close()) Thread.Sleep(UntilTheConsoleIsOpen);
    }

    // .NET's console does not report a pipe without a reader. poll reports it, whatever events are requested.
    private void WatchReader()
    {
        PollDescriptor poll = new() { Descriptor = StandardOutput };
        while (Poll(ref poll, 1, -1) < 0)
        {
        }

        if (poll.Returned != 0) _ = Stop(Signaled + BrokenPipe);
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int timeout);

    private struct PollDescriptor
    {
        internal int Descriptor;
        internal short Events;
        internal short Returned;
    }
}
