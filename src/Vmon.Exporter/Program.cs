using Vmon.Metrics;
using Vmon.Services;

namespace Vmon.Exporter;

/// <summary>vmon-exporter: serves metrics of the processes of the machine, unattended.</summary>
internal static class Program
{
    private static int Main(string[] arguments) => new ServiceProgram<ExporterSettings>
    {
        Name = "vmon-exporter",
        Summary = "Serves metrics of processes and the machine for Prometheus.",
        Settings = ExporterSettings.Table,
        Failures = [new(typeof(ExporterException), ExitCode.Unavailable, "the port is in use, or the address cannot be used")],
        Run = static (line, manager, log) => new ExporterService(line, manager, log).Run(),
    }.Main(arguments);
}
