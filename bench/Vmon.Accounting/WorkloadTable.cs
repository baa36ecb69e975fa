using System.Globalization;
using Vmon.Accounting.Measuring;
using Vmon.Bench;

namespace Vmon.Accounting;

/// <summary>Compares sums over the samples of a watch with what workloads count.</summary>
internal static class WorkloadTable
{
    private static readonly int[] Intervals = [10, 100, 1000, 5000];

    /// <exception cref="PeerException">There is no C compiler.</exception>
    internal static void Print(Options options)
    {
        double seconds = options.Seconds ?? 2;
        int rounds = options.Rounds ?? 1;
        string program = Path.Combine(Path.GetTempPath(), $"vmon-accounting-{Environment.ProcessId}");
        if (!AccountingLoad.Compile(program)) throw new PeerException("Cannot compile the workloads: no C compiler was found. Install one (Debian: gcc).");

        Console.WriteLine($"\nError of CPU / bytes in percent, medians of {rounds} runs of {seconds} s with {options.Bystanders} sleeping processes.\n");
        Console.WriteLine($"| workload | {string.Join(" | ", Intervals.Select(interval => $"{interval} ms"))} |");
        Console.WriteLine($"|---|{string.Concat(Intervals.Select(_ => "--:|"))}");
        foreach (string mode in AccountingLoad.Modes.Append(AccountingLoad.Discarded).Where(options.Selects))
        {
            Console.Write($"| {mode} |");
            foreach (int interval in Intervals)
            {
                Account[] accounts = [.. Enumerable.Range(0, rounds).Select(_ => Measure(mode, interval))];
                Console.Write($" {Percent(accounts.Select(account => account.CpuError))} / {Percent(accounts.Select(account => account.BytesError))} |");
            }

            Console.WriteLine();
        }

        File.Delete(program);

        Account Measure(string mode, int interval)
        {
            using AccountingLoad load = new(program, mode, seconds, options.Bystanders);
            return Account.Of(load, TimeSpan.FromMilliseconds(interval));
        }
    }

    private static string Percent(IEnumerable<double> errors) => Median.Of(errors).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}
