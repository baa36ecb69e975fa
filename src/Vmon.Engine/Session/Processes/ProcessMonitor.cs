using Vmon.Model;

namespace Vmon;

/// <summary>
/// One holder's interest in one process of a watch. Any number may be held for a process, which is sampled once for all of them;
/// when the last is disposed, and it is in the watch for no other reason, it leaves the watch with the next sample.
/// </summary>
public sealed class ProcessMonitor : IDisposable
{
    private readonly ProcessWatch _watch;
    private readonly MonitorScope _scope;

    internal ProcessMonitor(ProcessWatch watch, MonitorRequest request, MonitorScope scope)
    {
        _watch = watch;
        _scope = scope;
        Request = request;
    }

    /// <summary>The process after each sample, once its descendants were told; a last time when it has ended, stale.</summary>
    public event EventHandler<ProcessSampleEventArgs>? Sampled;

    /// <summary>Which process it is.</summary>
    public ProcessIdentity Identity => Request.Target;

    /// <summary>Whether the process has ended.</summary>
    public bool HasEnded => _scope.HasEnded;

    /// <summary>State of the holder, returned with it.</summary>
    public object? Tag { get; set; }

    /// <summary>The process in the last sample; null before the first one and after its last showing.</summary>
    public ProcessSample? Current => _watch.CurrentOf(_scope);

    internal MonitorRequest Request { get; }

    internal EventHandler<ProcessSampleEventArgs>? Handlers => Sampled;

    /// <summary>Ends this holder's interest; nothing else. May be called from its own event.</summary>
    public void Dispose() => _watch.Forget(this);
}
