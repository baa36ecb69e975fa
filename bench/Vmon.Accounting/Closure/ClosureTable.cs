using System.Globalization;
using Vmon.Accounting.Loads;
using Vmon.Bench;

namespace Vmon.Accounting.Closure;

/// <summary>Which share of a build's CPU time, writes and exits each tool shows. A build for each tool, in turn.</summary>
internal static class ClosureTable
{
    private static readonly TimeSpan TenthOfSecond = TimeSpan.FromSeconds(0.1);

    private static readonly BuildObserver[] Observers =
    [
        new VmonBuildObserver("Vmon, 100 ms", TenthOfSecond, new SessionOptions()),
        new VmonBuildObserver("Vmon, 1 s", TimeSpan.FromSeconds(1), new SessionOptions()),
        new VmonBuildObserver("Vmon, 100 ms, without events", TenthOfSecond, new SessionOptions { UseEvents = false }),
        new VmonBuildObserver("Vmon, 100 ms, without events and task stream", TenthOfSecond, new SessionOptions { UseEvents = false, UseTaskStream = false }),
        new ToolBuildObserver("atop, 1 s", "atop", 1, (interval, count) => ["-P", "PRC,PRD", interval, count], ToolOutput.OfAtop),
        new ToolBuildObserver("pidstat, 1 s", "pidstat", 1, (interval, count) => ["-h", "-u", "-d", interval, count], ToolOutput.OfPidstat),
        new ToolBuildObserver("top, 1 s", "top", 1, Top, ToolOutput.OfTop),
        new ToolBuildObserver("top, 100 ms", "top", 0.1, Top, ToolOutput.OfTop),
        new ToolBuildObserver("psutil, 100 ms", Psutil.Python, 0.1, (interval, count) => ["-c", EmbeddedText.Read("closure.py"), interval, count, SelfMeasuringLoad.Name], ToolOutput.OfPsutil),
    ];

    internal static void Print(LoadProgram program, Options options)
    {
        double seconds = options.Seconds ?? 10;
        int rounds = options.Rounds ?? 1;
        BuildObserver[] observers = [.. Observers.Where(observer => options.Selects(observer.Name) && observer.Absence() is null)];
        Dictionary<BuildObserver, List<(Usage Seen, Usage Truth)>> runs = observers.ToDictionary(observer => observer, _ => new List<(Usage, Usage)>());
        for (int round = 1; round <= rounds; round++)
        {
            foreach (BuildObserver observer in observers)
            {
                Console.Error.WriteLine($"round {round} of {rounds}: {observer.Name}");
                using Build build = new(program, seconds);
                Usage seen = observer.Observe(build);
                runs[observer].Add((seen, build.Truth()));
            }
        }

        Console.WriteLine($"\nShares of a build of {seconds} s, in percent, medians of {rounds} rounds.\n");
        Console.WriteLine("| tool | CPU | writes | processes that exited | of | exits reported again |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|");
        foreach (BuildObserver observer in observers)
        {
            List<(Usage Seen, Usage Truth)> usage = runs[observer];
            string[] cells =
            [
                Share(usage.Select(run => run.Seen.Cpu / run.Truth.Cpu)),
                Share(usage.Select(run => run.Seen.Bytes / (double)run.Truth.Bytes!.Value)),
                Share(usage.Select(run => run.Seen.Processes / (double?)run.Truth.Processes)),
                $"{Median.Of(usage.Select(run => (double)run.Truth.Processes)):0}",
                $"{usage.Sum(run => run.Seen.Repeated)}",
            ];
            Console.WriteLine($"| {observer.Name} | {string.Join(" | ", cells)} |");
        }
    }

    private static string[] Top(string interval, string count) => ["-b", "-w", "200", "-d", interval, "-n", count];

    private static string Share(IEnumerable<double> shares) => Share(shares.Select(share => (double?)share));

    private static string Share(IEnumerable<double?> shares) =>
        shares.Any(share => share is null) ? "–" : (100 * Median.Of(shares.Select(share => share!.Value))).ToString("0.0", CultureInfo.InvariantCulture);
}
