using System.Globalization;
using Vmon.Accounting.Loads;
using Vmon.Bench;

namespace Vmon.Accounting.Storm;

/// <summary>
/// What observers cost a storm of forks and exits, and themselves. A storm alone runs before and after each, and is what it is compared with.
/// </summary>
internal static class StormTable
{
    private static readonly StormObserver[] Observers =
    [
        VmonObserver.As("Vmon, 100 ms", new WatchObserver(usesEvents: true)),
        VmonObserver.As("Vmon, without events, 100 ms", new WatchObserver(usesEvents: false)),
        new StormObserver("atop, 1 s", "atop", (seconds, _) => ["-P", "PRC", "1", seconds], output => (Lines(output, line => line.Contains(") E ", StringComparison.Ordinal)), null)),
        new StormObserver("forkstat", "forkstat", (seconds, _) => ["-c", "-e", "exit", "-D", seconds], output => (Lines(output, line => line.Contains(" exit ", StringComparison.Ordinal)), null)),
        new StormObserver("perf record", "perf", (seconds, file) => ["record", "-q", "-a", "-e", "dummy", "-o", file, "--", "sleep", seconds], OfPerf),
    ];

    internal static void Print(LoadProgram program, Options options)
    {
        double seconds = options.Seconds ?? 4;
        int rounds = options.Rounds ?? 3;
        Console.WriteLine($"\nStorms of {seconds} s, medians of {rounds} rounds.\n");
        Console.WriteLine("| forks and exits a second | beside | slower, % | min–max | µs CPU per fork | more, % | observer's CPU, % of a core | exits seen, % | lost, as it says |");
        Console.WriteLine("|--:|---|--:|--:|--:|--:|--:|--:|--:|");
        foreach (double rate in new[] { options.Rate, 0 })
        {
            StormResult Storm() => StormResult.Of(program, rate, seconds);
            List<StormResult> alone = [Storm()];
            StormObserver[] observers = [.. Observers.Where(observer => options.Selects(observer.Name) && observer.Absence() is null)];
            List<(Observation Beside, double Slower, double More)>[] runs = [.. observers.Select(_ => new List<(Observation, double, double)>())];
            for (int round = 1; round <= rounds; round++)
            {
                for (int i = 0; i < observers.Length; i++)
                {
                    Console.Error.WriteLine($"{Rate(rate)}, round {round} of {rounds}: {observers[i].Name}");
                    Observation beside = observers[i].Observe(program.Folder, seconds, Storm);
                    alone.Add(Storm());
                    double forks = (alone[^2].ForksPerSecond + alone[^1].ForksPerSecond) / 2;
                    double cpu = (alone[^2].CpuPerFork + alone[^1].CpuPerFork) / 2;
                    runs[i].Add((beside, 100 * (1 - (beside.Storm.ForksPerSecond / forks)), 100 * ((beside.Storm.CpuPerFork / cpu) - 1)));
                }
            }

            Console.WriteLine($"| {Rate(rate)} | none: {Median.Of(alone.Select(storm => storm.ForksPerSecond)):0} | | | {Text(Median.Of(alone.Select(storm => storm.CpuPerFork)))} | | | | |");
            for (int i = 0; i < observers.Length; i++)
            {
                string[] cells =
                [
                    Text(Median.Of(runs[i].Select(run => run.Slower))),
                    $"{Text(runs[i].Min(run => run.Slower))}–{Text(runs[i].Max(run => run.Slower))}",
                    Text(Median.Of(runs[i].Select(run => run.Beside.Storm.CpuPerFork))),
                    Text(Median.Of(runs[i].Select(run => run.More))),
                    Text(Median.Of(runs[i].Select(run => 100 * run.Beside.Cpu))),
                    Text(Median.Of(runs[i].Select(run => 100.0 * run.Beside.Seen / run.Beside.Storm.Exits))),
                    runs[i].Any(run => run.Beside.Lost is null) ? "–" : $"{runs[i].Sum(run => run.Beside.Lost)}",
                ];
                Console.WriteLine($"| {Rate(rate)} | {observers[i].Name} | {string.Join(" | ", cells)} |");
            }
        }
    }

    // 0 36149131378687 0x5ff98 [0x38]: PERF_RECORD_EXIT(28633:28633):(28631:28631)
    // 0 36149131378687 0x5ff98 [0x38]: PERF_RECORD_LOST ... lost 17
    private static (long Seen, long? Lost) OfPerf(string file)
    {
        List<TimedLine> lines = TimedLine.Of("sh", ["-c", "perf report -D -i \"$0\" 2>/dev/null | grep -E 'PERF_RECORD_(EXIT|LOST)'", file]);
        return (
            lines.Count(line => line.Text.Contains("PERF_RECORD_EXIT", StringComparison.Ordinal)),
            lines.Where(line => line.Text.Contains("lost ", StringComparison.Ordinal)).Sum(line => long.Parse(line.Words[^1], CultureInfo.InvariantCulture)));
    }

    private static long Lines(string file, Predicate<string> predicate) => File.ReadLines(file).LongCount(line => predicate(line));

    private static string Rate(double rate) => rate > 0 ? $"{rate:0}" : "most";

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
