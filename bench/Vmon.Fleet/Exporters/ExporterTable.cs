using System.Globalization;
using Vmon.Bench;

namespace Vmon.Fleet.Exporters;

/// <summary>What it takes Debian's Prometheus to scrape the exporters of a fleet, to keep their values, and to answer about all of them.</summary>
internal static class ExporterTable
{
    private static readonly string[] Questions =
    [
        "topk(10, sum by (instance, vmon_group) (rate(process_cpu_time_seconds_total[1m])))",
        "topk(10, process_memory_usage_bytes)",
        "sum by (vmon_group) (rate(process_cpu_time_seconds_total[1m]))",
        "count(increase(vmon_process_exits_total{vmon_exit_kind=\"error\"}[1m]) > 0)",
    ];

    internal static void Print(int hosts, TimeSpan duration, TimeSpan interval)
    {
        if (Executable.Absence(PrometheusServer.Program) is { } reason) throw new PeerException(reason);
        using SharedMachine machine = new();
        SimulatedExporter[] exporters = [.. Enumerable.Range(1, hosts).Select(number => new SimulatedExporter(number, machine))];
        using (PrometheusServer prometheus = new(exporters.Select(static exporter => exporter.Address), interval))
        {
            // Each target has its time within the interval.
            Thread.Sleep(2 * interval);
            double cpu = prometheus.Cpu;
            double own = CpuTime.OfThisProcess();
            long scrapes = exporters.Sum(static exporter => exporter.ScrapeCount);
            Thread.Sleep(duration);
            cpu = prometheus.Cpu - cpu;
            own = CpuTime.OfThisProcess() - own;
            scrapes = exporters.Sum(static exporter => exporter.ScrapeCount) - scrapes;
            Print(prometheus, exporters, cpu / scrapes, own / scrapes, cpu / duration.TotalMicroseconds, interval);
        }

        foreach (SimulatedExporter exporter in exporters) exporter.Dispose();
    }

    private static void Print(PrometheusServer prometheus, SimulatedExporter[] exporters, double cpuPerScrape, double ownPerScrape, double share, TimeSpan interval)
    {
        double series = exporters.Average(static exporter => (double)exporter.SeriesCount);
        double kept = Single("count({__name__=~\".+\"})", prometheus);
        Figures.Line("exporters", $"{exporters.Length}, each every {interval.TotalSeconds:0} s");
        Figures.Line("series of an exporter", $"{series:0}");
        Figures.Line("bytes of a page, whole and as sent", $"{exporters.Average(static exporter => exporter.PageSize.Whole):0}, {exporters.Average(static exporter => exporter.PageSize.Compressed):0}");
        Figures.Line("exporters that did not answer", $"{prometheus.Ask("up == 0").Values.Length}");
        Figures.Line("time of a scrape in ms, median and 99 %", $"{Quantile(0.5, prometheus) * 1000:0.0}, {Quantile(0.99, prometheus) * 1000:0.0}");
        Figures.Line("CPU of Prometheus per scrape in ms", $"{cpuPerScrape / 1000:0.00}");
        Figures.Line("CPU of Prometheus, share of a core", $"{share:0.0 %}");
        Figures.Line("CPU of a simulated exporter per scrape in ms", $"{ownPerScrape / 1000:0.00}");
        Figures.Line("resident memory of Prometheus in MB", $"{prometheus.Memory / 1e6:0}");
        Figures.Line("the same per series in bytes", $"{prometheus.Memory / kept:0}");
        Figures.Line("bytes per value on the disk", $"{prometheus.BytesPerValue():0.00}");
        foreach (string question in Questions)
        {
            _ = prometheus.Ask(question);
            Figures.Line(question, $"{prometheus.Ask(question).Time.TotalMilliseconds:0} ms");
        }
    }

    private static double Quantile(double part, PrometheusServer prometheus) =>
        Single(string.Create(CultureInfo.InvariantCulture, $"quantile({part}, scrape_duration_seconds)"), prometheus);

    private static double Single(string query, PrometheusServer prometheus) => prometheus.Ask(query).Values[0];
}
