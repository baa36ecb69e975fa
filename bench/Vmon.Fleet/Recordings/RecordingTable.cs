using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using Vmon.Fleet.Hosts;

namespace Vmon.Fleet.Recordings;

/// <summary>What the recordings of a fleet take, and what it takes to answer about all hosts.</summary>
internal static class RecordingTable
{
    private const int Exported = 20;

    internal static void Print(int hosts, TimeSpan duration)
    {
        string directory = Directory.CreateTempSubdirectory("vmon-fleet-").FullName;
        try
        {
            string fleet = Path.Combine(directory, "fleet");
            _ = Directory.CreateDirectory(fleet);
            int samples = (int)(duration / HostRecording.Interval);
            PrintSizes(fleet, hosts, samples);
            PrintQuestions(fleet, duration);
            PrintExport(directory, fleet, Math.Min(hosts, Exported), samples);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void PrintSizes(string fleet, int hosts, int samples)
    {
        long start = Stopwatch.GetTimestamp();
        long bytes = 0;
        _ = Parallel.For(1, hosts + 1, number => Interlocked.Add(ref bytes, HostRecording.Write(number, samples, fleet)));
        double perSample = (double)bytes / hosts / samples;
        Figures.Line("recordings", $"{hosts} of {samples} samples of {SimulatedHost.Processes} processes, every {HostRecording.Interval.TotalSeconds} s");
        Figures.Line("time to write them", $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        Figures.Line("size of all", $"{bytes / 1e6:0} MB");
        Figures.Line("bytes per process and sample", $"{perSample / SimulatedHost.Processes:0.00}");
        Figures.Line("size of a host and day", $"{perSample * (TimeSpan.FromDays(1) / HostRecording.Interval) / 1e6:0.0} MB");
    }

    private static void PrintQuestions(string fleet, TimeSpan duration)
    {
        string middle = HostRecording.TimeAfter(duration / 2);
        string later = HostRecording.TimeAfter((duration / 2) + TimeSpan.FromMinutes(1));
        Console.WriteLine("\n| question | answers | s | CPU s | memory MB |\n|---|--:|--:|--:|--:|");
        foreach (string text in (string[])
        [
            "Get-VmonRecording $Path/*",
            $"Get-VmonProcess -Path $Path/* -TimeStamp {middle} | Sort-Object CpuPercent -Descending | Select-Object -First 10",
            $"Get-VmonProcess -Path $Path/* -TimeStamp {middle} -Name program-7 | Measure-Object WorkingSet -Sum",
            $"Watch-VmonEvent -Path $Path/* -Failed -StartTime {middle} -EndTime {later}",
            $"Watch-VmonProcess -Path $Path/* -Name program-7 -StartTime {middle} -EndTime {later} | Where-Object IoWrite -gt 100KB",
        ])
        {
            QuestionCost cost = new Question(text).Ask(fleet);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{text}` | {cost.Answers} | {cost.Seconds:0.0} | {cost.CpuSeconds:0.0} | {cost.Megabytes:0} |"));
        }
    }

    private static void PrintExport(string directory, string fleet, int hosts, int samples)
    {
        string exported = Path.Combine(directory, "parquet");
        QuestionCost cost = new Question($"Get-ChildItem $Path | Select-Object -First {hosts} | Export-VmonRecording -Destination {exported} -PassThru").Ask(fleet);
        long bytes = Directory.EnumerateFiles(exported, "*.parquet", SearchOption.AllDirectories).Sum(static file => new FileInfo(file).Length);
        double rows = (double)hosts * samples * (SimulatedHost.Processes + 1);
        Console.WriteLine();
        Figures.Line("exported to Parquet", $"{hosts} hosts, {rows / 1e6:0.0} million rows of processes");
        Figures.Line("time and CPU of the export", $"{cost.Seconds:0.0} s, {cost.CpuSeconds:0.0} s");
        Figures.Line("bytes per row", $"{bytes / rows:0.0}");
        Figures.Line("memory of the export", $"{cost.Megabytes:0} MB");
        using DuckDBConnection duck = new("DataSource=:memory:");
        duck.Open();
        using DuckDBCommand command = duck.CreateCommand();
        command.CommandText = $"SELECT host, ProcessName, sum(CpuTime) AS used FROM read_parquet('{exported}/processes/*/*.parquet', hive_partitioning = true) GROUP BY ALL ORDER BY used DESC LIMIT 10";
        long start = Stopwatch.GetTimestamp();
        using (DuckDBDataReader reader = command.ExecuteReader())
            while (reader.Read()) continue;
        Figures.Line("DuckDB: the ten names of a host that use most CPU", $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
    }
}
