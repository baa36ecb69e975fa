using Vmon.Metrics;

namespace Vmon.PowerShell.Sessions;

/// <summary>What the current runspace started.</summary>
internal static class Started
{
    /// <summary>Recorders, by path.</summary>
    internal static StartedSet<VmonRecorder> Recorders => StartedSet<VmonRecorder>.Of(static recorder => recorder.Path);

    /// <summary>Exporters, by address.</summary>
    internal static StartedSet<VmonExporter> Exporters => StartedSet<VmonExporter>.Of(static exporter => exporter.ListenAddress);
}
