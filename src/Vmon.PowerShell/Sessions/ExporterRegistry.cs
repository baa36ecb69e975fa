using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using Vmon.Metrics;

namespace Vmon.PowerShell.Sessions;

/// <summary>The exporters of one runspace, by address. They are stopped when the runspace closes.</summary>
internal sealed class ExporterRegistry
{
    private static readonly ConditionalWeakTable<Runspace, ExporterRegistry> OfRunspaces = [];

    private readonly ConcurrentDictionary<string, VmonExporter> _exporters = new(StringComparer.Ordinal);

    /// <summary>The exporters of the current runspace.</summary>
    internal static ExporterRegistry Current => OfRunspaces.GetValue(Runspace.DefaultRunspace, Create);

    /// <summary>Exporters, those included that ended because their session was stopped.</summary>
    internal IEnumerable<VmonExporter> All => _exporters.Values.OrderBy(exporter => exporter.ListenAddress, StringComparer.Ordinal);

    /// <summary>Exporters by their address, or by a pattern.</summary>
    internal VmonExporter[] Named(string address)
    {
        WildcardPattern pattern = new(address);
        return [.. All.Where(exporter => exporter.ListenAddress == address || pattern.IsMatch(exporter.ListenAddress))];
    }

    internal void Add(VmonExporter exporter) => _exporters[exporter.ListenAddress] = exporter;

    internal void Stop(VmonExporter exporter)
    {
        _ = _exporters.TryRemove(KeyValuePair.Create(exporter.ListenAddress, exporter));
        exporter.Dispose();
    }

    internal void StopAll()
    {
        foreach (VmonExporter exporter in _exporters.Values) Stop(exporter);
    }

    private static ExporterRegistry Create(Runspace runspace)
    {
        ExporterRegistry registry = new();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken) registry.StopAll();
        };
        return registry;
    }
}
