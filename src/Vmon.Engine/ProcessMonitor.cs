using Vmon.Model;

namespace Vmon;

/// <summary>
/// Keeps one process in a watch. A process with several monitors is sampled once. When the last monitor is disposed, and nothing else
/// selects the process, it leaves the watch with the next sample.
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

    /// <summary>Raised with the process after each sample, after its descendants, and a last time when it exited.</summary>
    public event EventHandler<ProcessSampleEventArgs>? Sampled;

    /// <summary>Identity of the process.</summary>
    public ProcessIdentity Identity => Request.Target;

    /// <summary>Whether the process exited.</summary>
    public bool HasExited => _scope.HasExited;

    /// <summary>Data attached by the caller.</summary>
    public object? Tag { get; set; }

    /// <summary>The process in the last sample. Null before the first sample and after the sample in which it exited.</summary>
    public ProcessSample? Current => _watch.CurrentOf(_scope);

    internal MonitorRequest Request { get; }

    internal EventHandler<ProcessSampleEventArgs>? Handlers => Sampled;

    /// <summary>Stops monitoring. Can be called from a handler of its own event.</summary>
    public void Dispose() => _watch.Forget(this);
}
