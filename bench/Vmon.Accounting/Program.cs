using System.Globalization;
using Vmon.Accounting.Measuring;

// Compares sums over the samples of a watch with what workloads count: dotnet run -c Release -- [seconds] [runs] [bystanders] [mode,…]
double seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 5;
int runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
int bystanders = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 0;
string[] modes = args.Length > 3 ? args[3].Split(',') : AccountingLoad.Modes;
double[] intervals = [10, 100, 1000, 5000];

string program = Path.Combine(Path.GetTempPath(), $"vmon-accounting-{Environment.ProcessId}");
if (!AccountingLoad.Compile(program))
{
    Console.Error.WriteLine("Cannot compile the workloads: no C compiler was found. Install one (Debian: gcc).");
    return 1;
}

Console.WriteLine($"Error of CPU / bytes in percent, medians of {runs} runs of {seconds} s with {bystanders} sleeping processes.");
Console.WriteLine("| workload | " + string.Join(" | ", intervals.Select(interval => $"{interval} ms")) + " |");
Console.WriteLine("|---|" + string.Concat(intervals.Select(_ => "--:|")));
foreach (string mode in modes)
{
    Console.Write($"| {mode} |");
    foreach (double interval in intervals)
    {
        Account[] accounts = [.. Enumerable.Range(0, runs).Select(_ => Measure(mode, interval))];
        Console.Write(string.Create(
            CultureInfo.InvariantCulture,
            $" {Median(accounts, account => account.CpuError):+0.00;-0.00;0.00} / {Median(accounts, account => account.BytesError):+0.00;-0.00;0.00} |"));
    }

    Console.WriteLine();
}

File.Delete(program);
return 0;

Account Measure(string mode, double interval)
{
    using AccountingLoad load = new(program, mode, seconds, bystanders);
    return Account.Of(load, TimeSpan.FromMilliseconds(interval));
}

static double Median(Account[] accounts, Func<Account, double> error) => accounts.Select(error).Order().ElementAt(accounts.Length / 2);
