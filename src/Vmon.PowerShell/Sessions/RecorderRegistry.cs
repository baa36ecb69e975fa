using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Vmon.PowerShell.Sessions;

/// <summary>The recorders of one runspace, by path. They are stopped when the runspace closes.</summary>
internal sealed class RecorderRegistry
{
    private static readonly ConditionalWeakTable<Runspace, RecorderRegistry> OfRunspaces = [];

    private readonly ConcurrentDictionary<string, VmonRecorder> _recorders = new(StringComparer.Ordinal);

    /// <summary>The recorders of the current runspace.</summary>
    internal static RecorderRegistry Current => OfRunspaces.GetValue(Runspace.DefaultRunspace, Create);

    /// <summary>Recorders, those included that ended because their session was stopped.</summary>
    internal IEnumerable<VmonRecorder> All => _recorders.Values.OrderBy(recorder => recorder.Path, StringComparer.Ordinal);

    internal void Add(VmonRecorder recorder) => _recorders[recorder.Path] = recorder;

    internal void Stop(VmonRecorder recorder)
    {
        _ = _recorders.TryRemove(KeyValuePair.Create(recorder.Path, recorder));
        recorder.Dispose();
    }

    internal void StopAll()
    {
        foreach (VmonRecorder recorder in _recorders.Values) Stop(recorder);
    }

    private static RecorderRegistry Create(Runspace runspace)
    {
        RecorderRegistry registry = new();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken) registry.StopAll();
        };
        return registry;
    }
}
