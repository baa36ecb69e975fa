using System.Globalization;
using Vmon.Accounting.Loads;
using Vmon.Bench;

namespace Vmon.Accounting.Precision;

/// <summary>Errors of the CPU usage that tools show, against the processes' own CPU clocks.</summary>
internal static class PrecisionTable
{
    private const double Percentile = 0.95;
    private const int MostSamples = 200;
    private static readonly string[] Kinds = ["5%", "30%", "100%", "bursts", "threads"];
    private static readonly TimeSpan[] Intervals = [.. new[] { 10, 50, 100, 1000 }.Select(interval => TimeSpan.FromMilliseconds(interval))];
    private static readonly TimeSpan WholeSecond = TimeSpan.FromSeconds(1);

    private static readonly Watcher[] Watchers =
    [
        new VmonWatcher("Vmon", usesTaskStream: true),
        new VmonWatcher("Vmon, without the task stream", usesTaskStream: false),
        new ToolWatcher("top", "top", TimeSpan.Zero, (ids, interval, count) => ["-b", "-d", interval, "-n", $"{count}", "-p", ids, "-w", "200"], "top", 0, 8),
        new ToolWatcher("psutil cpu_percent", Psutil.Python, TimeSpan.Zero, (ids, interval, count) => ["-c", EmbeddedText.Read("precision.py"), interval, $"{count}", ids], "sample", 0, 1),
        new ToolWatcher("pidstat", "pidstat", WholeSecond, (ids, interval, count) => ["-h", "-u", "-p", ids, interval, $"{count}"], "#", 2, 7),
    ];

    internal static void Print(LoadProgram program, Options options)
    {
        double seconds = options.Seconds ?? 8;
        int rounds = options.Rounds ?? 1;
        Dictionary<(string Watcher, TimeSpan Interval, string Kind), List<double>> errors = [];
        Watcher[] watchers = [.. Watchers.Where(watcher => options.Selects(watcher.Name) && watcher.Absence() is null)];
        for (int round = 1; round <= rounds; round++)
        {
            foreach (TimeSpan interval in Intervals)
            {
                foreach (Watcher watcher in watchers.Where(watcher => watcher.Supports(interval)))
                {
                    Console.Error.WriteLine($"round {round} of {rounds}, {interval.TotalMilliseconds} ms: {watcher.Name}");
                    int samples = Math.Min(MostSamples, (int)Math.Ceiling(seconds / interval.TotalSeconds));
                    foreach ((string kind, double error) in Errors(program, watcher, interval, samples))
                    {
                        if (!errors.TryGetValue((watcher.Name, interval, kind), out List<double>? list)) errors[(watcher.Name, interval, kind)] = list = [];
                        list.Add(error);
                    }
                }
            }
        }

        Console.WriteLine($"\nError of CPU usage in percentage points, mean / 95th percentile, {rounds} rounds.\n");
        Console.WriteLine($"| load | tool | {string.Join(" | ", Intervals.Select(interval => $"{interval.TotalMilliseconds} ms"))} |");
        Console.WriteLine($"|---|---|{string.Concat(Intervals.Select(_ => "--:|"))}");
        foreach (string kind in Kinds)
            foreach (Watcher watcher in watchers)
                Console.WriteLine($"| {kind} | {watcher.Name} | {string.Join(" | ", Intervals.Select(interval => Cell(errors.GetValueOrDefault((watcher.Name, interval, kind)))))} |");
    }

    /// <summary>Runs all loads at once, beside one tool.</summary>
    private static IEnumerable<(string Kind, double Error)> Errors(LoadProgram program, Watcher watcher, TimeSpan interval, int samples)
    {
        Dictionary<int, (string Kind, SelfMeasuringLoad Load, string Log)> loads = [];
        foreach (string kind in Kinds)
        {
            string log = Path.Combine(program.Folder, $"{kind}.log");
            SelfMeasuringLoad load = new(program, "duty", log, kind);
            loads.Add(load.Id, (kind, load, log));
            load.Begin();
        }

        List<Shown> shown = [.. watcher.Watch([.. loads.Keys], interval, samples)];
        Dictionary<int, CpuLog> clocks = [];
        foreach ((int id, (_, SelfMeasuringLoad load, string log)) in loads)
        {
            load.End();
            _ = load.Result();
            load.Dispose();
            clocks.Add(id, new CpuLog(log));
            File.Delete(log);
        }

        return shown.Select(usage => (loads[usage.Id].Kind, Math.Abs(usage.Percent - clocks[usage.Id].Percent(usage.From, usage.To))));
    }

    private static string Cell(List<double>? errors)
    {
        if (errors is null) return "–";
        errors.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{errors.Average():0.00} / {errors[(int)Math.Ceiling(Percentile * errors.Count) - 1]:0.00}");
    }
}
