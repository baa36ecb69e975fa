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

/// <summary>Options of a monitor. Immutable.</summary>
public sealed record MonitorOptions
{
    /// <summary>The process alone, with the data sets of the watch.</summary>
    public static MonitorOptions Inherit { get; } = new();

    /// <summary>Whether to include descendants, including descendants that start later. A descendant stays included after another process adopts it.</summary>
    public bool FollowChildren { get; init; }

    /// <summary>Whether to include threads, except the main thread, which is the process itself.</summary>
    public bool IncludeThreads { get; init; }

    /// <summary>Data sets to read. Null for those of the watch, None for only /proc/PID/stat.</summary>
    public ProcessDataSets? DataSets { get; init; }
}
