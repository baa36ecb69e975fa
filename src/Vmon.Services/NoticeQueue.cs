using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Vmon.Services;

/// <summary>What a service waits for: signals, and its own work. One thread takes them in turn.</summary>
internal sealed class NoticeQueue : IDisposable
{
    private readonly BlockingCollection<Notice> _notices = [];
    private readonly PosixSignalRegistration[] _signals;

    internal NoticeQueue() => _signals = [On(PosixSignal.SIGHUP, Notice.Reload), On(PosixSignal.SIGTERM, Notice.Stop), On(PosixSignal.SIGINT, Notice.Stop)];

    /// <summary>Says that there is work. Any thread can call it.</summary>
    internal void AddWork() => _notices.Add(Notice.Work);

    /// <summary>Waits for the next notice.</summary>
    internal Notice Take() => _notices.Take();

    /// <summary>Waits for the next notice, at most so long. Then there is work.</summary>
    internal Notice Take(TimeSpan timeout) => _notices.TryTake(out Notice notice, timeout) ? notice : Notice.Work;

    // The collection stays, because the service's own threads can still add work.
    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals) signal.Dispose();
    }

    private PosixSignalRegistration On(PosixSignal signal, Notice notice) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        _notices.Add(notice);
    });
}

/// <summary>What a service has to do.</summary>
internal enum Notice
{
    /// <summary>What it is for.</summary>
    Work,

    /// <summary>Read the configuration again: SIGHUP.</summary>
    Reload,

    /// <summary>Stop: SIGTERM or SIGINT.</summary>
    Stop,
}
