using Vmon.Model;

namespace Vmon;

// Monitors can be added and removed while the watch samples. Changes apply from the next sample on.
public sealed partial class ProcessWatch
{
    private readonly Dictionary<MonitorRequest, ProcessMonitor> _monitors = [];

    /// <summary>Number of open monitors.</summary>
    public int MonitorCount
    {
        get
        {
            lock (Gate) return _monitors.Count;
        }
    }

    /// <summary>Monitors the process that has the PID now.</summary>
    /// <returns>Null if no visible process has the PID.</returns>
    /// <exception cref="ObjectDisposedException">The watch or its session is closed.</exception>
    public ProcessMonitor? Monitor(int pid, MonitorOptions? options = null) =>
        Session.Find(pid) is ProcessIdentity identity ? Monitor(identity, options) : null;

    /// <summary>Monitors a process from the next sample on. That sample detects that the process exited.</summary>
    /// <exception cref="ObjectDisposedException">The watch or its session is closed.</exception>
    public ProcessMonitor Monitor(ProcessIdentity identity, MonitorOptions? options = null)
    {
        options ??= MonitorOptions.Inherit;
        lock (Gate)
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            MonitorRequest request = new(identity, options.FollowChildren, options.IncludeThreads, options.DataSets ?? _table.Context.DefaultDataSets);
            ProcessMonitor monitor = new(this, request, _table.Selection.Add(request));
            _monitors.Add(request, monitor);
            return monitor;
        }
    }

    internal void Forget(ProcessMonitor monitor)
    {
        lock (Gate)
            if (_monitors.Remove(monitor.Request)) _table.Selection.Remove(monitor.Request);
    }

    internal ProcessSample? CurrentOf(MonitorScope scope)
    {
        lock (Gate)
            return scope.Node is { IsSelected: true, Phase: not NodePhase.Unseen, Parent: not null } node ? Show(node) : null;
    }
}
