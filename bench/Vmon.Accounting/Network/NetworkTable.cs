using System.Globalization;
using Vmon.Accounting.Loads;
using Vmon.Bench;

namespace Vmon.Accounting.Network;

/// <summary>
/// Short TCP connections of two processes: which share of their bytes each observer attributes to them, and what it costs them. They run alone before and after each observer,
/// and are compared with the mean of the two.
/// </summary>
internal static class NetworkTable
{
    private const int Attributed = 1000;
    private const int Measured = 20_000;

    internal static void Print(LoadProgram program, Options options)
    {
        using NetworkNamespace space = new();
        int rounds = options.Rounds ?? 5;
        NetworkObserver[] observers = [.. NetworkObserver.All.Where(observer => options.Selects(observer.Name) && observer.Absence() is null)];
        Console.WriteLine($"\n{Attributed} connections for the bytes, {Measured} for the rest, medians of {rounds} rounds. Each connection carries {ConnectionsResult.Size} bytes in each direction.\n");
        Console.WriteLine("| connections | beside | bytes attributed, % | min–max | µs CPU per connection | more, % | min–max | slower, % | observer's CPU, % of a core |");
        Console.WriteLine("|---|---|--:|--:|--:|--:|--:|--:|--:|");
        foreach (ConnectionPath path in Enum.GetValues<ConnectionPath>())
        {
            ConnectionsResult Alone() => ConnectionsResult.Of(program, Measured, path, static () => { });
            List<ConnectionsResult> alone = [Alone()];
            List<(double Share, double Cpu, double More, double Slower, double Own)>[] runs = [.. observers.Select(_ => new List<(double, double, double, double, double)>())];
            for (int round = 1; round <= rounds; round++)
            {
                for (int i = 0; i < observers.Length; i++)
                {
                    Console.Error.WriteLine($"{path}, round {round} of {rounds}: {observers[i].Name}");
                    (ConnectionsResult few, Dictionary<int, long> bytes, _) = observers[i].Observe(then => ConnectionsResult.Of(program, Attributed, path, then));
                    (ConnectionsResult many, _, double own) = observers[i].Observe(then => ConnectionsResult.Of(program, Measured, path, then));
                    alone.Add(Alone());
                    (ConnectionsResult before, ConnectionsResult after) = (alone[^2], alone[^1]);
                    double share = (bytes.GetValueOrDefault(few.Server) + bytes.GetValueOrDefault(few.Client)) / (4.0 * few.Bytes);
                    runs[i].Add((
                        100 * share,
                        many.Cpu * 1e6 / Measured,
                        100 * ((2 * many.Cpu / (before.Cpu + after.Cpu)) - 1),
                        100 * ((2 * many.Seconds / (before.Seconds + after.Seconds)) - 1),
                        100 * own));
                }
            }

            Console.WriteLine($"| {path} | none | | | {Text(Median.Of(alone.Select(run => run.Cpu * 1e6 / Measured)))} | | | | |");
            for (int i = 0; i < observers.Length; i++)
            {
                string[] cells =
                [
                    Text(Median.Of(runs[i].Select(run => run.Share))),
                    $"{Text(runs[i].Min(run => run.Share))}–{Text(runs[i].Max(run => run.Share))}",
                    Text(Median.Of(runs[i].Select(run => run.Cpu))),
                    Text(Median.Of(runs[i].Select(run => run.More))),
                    $"{Text(runs[i].Min(run => run.More))}–{Text(runs[i].Max(run => run.More))}",
                    Text(Median.Of(runs[i].Select(run => run.Slower))),
                    Text(Median.Of(runs[i].Select(run => run.Own))),
                ];
                Console.WriteLine($"| {path} | {observers[i].Name} | {string.Join(" | ", cells)} |");
            }
        }
    }

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
